module your.delivery {
  requires smtp.lmtp;
  requires smtp.message;
}
