package smtp.bench.send;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A client that only moves bytes created before, and only checks whether a reply is positive. No
 * client that does its work can be faster.
 */
final class LimitClient implements Sender {

  /** What is sent together. */
  enum Way {
    /** The end of a message and the envelope of the next: one round trip. */
    LIMIT1 {
      @Override
      void send(LimitClient client, Quota quota) throws IOException {
        client.sendOverlapping(quota);
      }
    },
    /** The envelope, then the content: two round trips. */
    LIMIT2 {
      @Override
      void send(LimitClient client, Quota quota) throws IOException {
        while (quota.take()) {
          client.askForContent();
          client.out.write(client.made.stuffed());
          client.await(client.finalReplies);
        }
      }
    },
    /** The same, with dots doubled for each message, as a client has to do. */
    LIMIT2S {
      @Override
      void send(LimitClient client, Quota quota) throws IOException {
        while (quota.take()) {
          client.askForContent();
          client.stuffer.send(client.made.content(), client.out);
          client.await(client.finalReplies);
        }
      }
    },
    /** Envelope and content with BDAT: one round trip. */
    LIMITB {
      @Override
      void send(LimitClient client, Quota quota) throws IOException {
        while (quota.take()) {
          client.out.write(client.made.whole());
          client.await(client.recipients + 1 + client.finalReplies);
        }
      }
    },
    /** The same, with sixteen messages in the pipeline. */
    LIMITBS {
      @Override
      void send(LimitClient client, Quota quota) throws IOException {
        client.sendStreaming(quota);
      }
    };

    abstract void send(LimitClient client, Quota quota) throws IOException;
  }

  private static final int UNDER_WAY = 16;

  private final Way way;
  private final int recipients;
  private final int finalReplies;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] replies = new byte[16 * 1024];
  private final LimitBytes made;
  private final DotStuffer stuffer = new DotStuffer();
  private int ahead;

  LimitClient(Way way, InetSocketAddress server, Workload work) throws IOException {
    this.way = way;
    this.recipients = work.recipients().size();
    this.finalReplies = work.lmtp() ? recipients : 1;
    this.made = work.made(way);
    this.socket = new Socket(server.getAddress(), server.getPort());
    socket.setTcpNoDelay(true);
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
    greet(work.lmtp() ? "LHLO" : "EHLO");
  }

  private void greet(String hello) throws IOException {
    await(1);
    out.write((hello + " client.example.org\r\n").getBytes(US_ASCII));
    String reply = "";
    while (!reply.contains("250 ")) {
      int length = in.read(replies);
      reply += new String(replies, 0, Math.max(0, length), US_ASCII);
      if (length < 0 || !reply.startsWith("250")) {
        throw new IOException("The server refuses, or sends no reply");
      }
    }
  }

  @Override
  public void send(Quota quota) throws IOException {
    way.send(this, quota);
  }

  private void askForContent() throws IOException {
    out.write(made.envelope());
    await(recipients + 2);
  }

  private void sendOverlapping(Quota quota) throws IOException {
    if (!quota.take()) {
      return;
    }
    askForContent();
    while (quota.take()) {
      out.write(made.both());
      await(finalReplies + recipients + 2);
    }
    out.write(made.stuffed());
    await(finalReplies);
  }

  private void sendStreaming(Quota quota) throws IOException {
    int underWay = 0;
    while (quota.take()) {
      out.write(made.whole());
      underWay++;
      if (underWay == UNDER_WAY) {
        await(recipients + 1 + finalReplies);
        underWay--;
      }
    }
    await(underWay * (recipients + 1 + finalReplies));
  }

  /** Reads replies of one line each, which all have to be positive. */
  private void await(int count) throws IOException {
    int lines = ahead;
    while (lines < count) {
      int length = in.read(replies);
      if (length < 0 || replies[0] > '3') {
        throw new IOException("The server refuses, or sends no reply");
      }
      for (int i = 0; i < length; i++) {
        lines += replies[i] == '\n' ? 1 : 0;
      }
    }
    ahead = lines - count;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
