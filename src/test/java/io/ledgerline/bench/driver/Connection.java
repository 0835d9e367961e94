package io.ledgerline.bench.driver;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A connection of HTTP/1.1 that is kept open, with one request on its way at a time. For one
/// thread.
final class Connection implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)\r\n");
  private static final int ANSWER_BYTES_MAX = 1 << 16;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final String head;
  private final ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES_MAX);
  private ByteBuffer[] request = {};
  private long begunNanos;

  /// @param selector reports this connection, attached to its key, when something can be done
  /// @param head the request line and the fields, but for the length, without the empty line
  Connection(Selector selector, int port, String head) throws IOException {
    this.channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    this.head = head;
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    this.key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  /// Sends a request.
  void send(byte[] body) throws IOException {
    String whole = head + "Content-Length: " + body.length + "\r\n\r\n";
    request =
        new ByteBuffer[] {
          ByteBuffer.wrap(whole.getBytes(StandardCharsets.US_ASCII)), ByteBuffer.wrap(body)
        };
    answer.clear();
    begunNanos = System.nanoTime();
    write();
  }

  /// Goes on with what can be gone on with.
  ///
  /// @return whether the answer is there
  boolean goOn() throws IOException {
    if (key.isWritable()) {
      write();
    }
    if (channel.read(answer) < 0) {
      throw new EOFException("the service closed a connection");
    }
    return isWhole();
  }

  /// How long ago the last request was sent.
  long nanos() {
    return System.nanoTime() - begunNanos;
  }

  /// The status of the last answer.
  int status() {
    return Integer.parseInt(text("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void write() throws IOException {
    channel.write(request);
    boolean isSent = !request[1].hasRemaining();
    key.interestOps(isSent ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
  }

  private boolean isWhole() {
    String there = text(0, answer.position());
    int end = there.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    Matcher length = LENGTH.matcher(there);
    if (!length.find()) {
      throw new IllegalStateException("an answer without its length: " + there);
    }
    return answer.position() >= end + 4 + Integer.parseInt(length.group(1));
  }

  private String text(int from, int to) {
    return new String(answer.array(), from, to - from, StandardCharsets.ISO_8859_1);
  }
}
