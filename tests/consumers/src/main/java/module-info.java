module your.app {
  requires smtp.core;
  requires smtp.message;
}
