package io.ledgerline.fault.wire;

import io.ledgerline.fault.wire.PgProxy.Fate;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// One connection through a [PgProxy].
final class PgSession {

  private static final int SSL_REQUEST = 80_877_103;
  private static final int GSS_REQUEST = 80_877_104;
  private static final int CANCEL_REQUEST = 80_877_102;
  private static final long NEVER = Long.MAX_VALUE;

  private final PgProxy proxy;
  private final Socket client;
  private final Socket server;
  private final Map<String, String> sqlByName = new HashMap<>();
  private final Map<String, String> sqlByPortal = new HashMap<>();
  private final CountDownLatch forsaken = new CountDownLatch(1);
  private volatile boolean isForsaken;

  /// How many answers were asked for that end with `ReadyForQuery`; of one thread.
  private long asked;

  /// The last answer that is passed on.
  private volatile long passedMax = NEVER;

  private volatile Runnable strike = () -> {};

  PgSession(PgProxy proxy, Socket client, Socket server) {
    this.proxy = proxy;
    this.client = client;
    this.server = server;
  }

  /// Passes messages until either end is closed.
  void run() {
    Thread.ofVirtual().start(this::passAnswers);
    try {
      DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
      begin(in);
      while (true) {
        passRequest(in.readByte(), in);
      }
    } catch (IOException ended) {
      close();
    }
  }

  void forsake() {
    isForsaken = true;
  }

  void close() {
    PgProxy.closed(client);
    PgProxy.closed(server);
    forsaken.countDown();
    proxy.ended(this);
  }

  private void begin(DataInputStream in) throws IOException {
    while (true) {
      byte[] packet = packet(in);
      int code = ByteBuffer.wrap(packet).getInt(Integer.BYTES);
      if (code == SSL_REQUEST || code == GSS_REQUEST) {
        client.getOutputStream().write('N');
      } else if (code == CANCEL_REQUEST) {
        server.getOutputStream().write(packet);
      } else {
        decide("connect");
        asked++;
        server.getOutputStream().write(packet);
        return;
      }
    }
  }

  private void passRequest(byte type, DataInputStream in) throws IOException {
    byte[] packet = packet(in);
    ByteBuffer body = ByteBuffer.wrap(packet).position(Integer.BYTES);
    switch (type) {
      case 'P' -> {
        String name = text(body);
        String sql = text(body);
        sqlByName.put(name, sql);
        decide("Parse " + sql);
      }
      case 'B' -> {
        String portal = text(body);
        sqlByPortal.put(portal, sqlByName.getOrDefault(text(body), "?"));
      }
      case 'E' -> decide("Execute " + sqlByPortal.getOrDefault(text(body), "?"));
      case 'Q' -> decide("Query " + text(body));
      // Whatever else a client says is no statement.
      default -> {}
    }
    if (type == 'S' || type == 'Q') {
      asked++;
    }
    proxy.passGate();
    hangIfForsaken();
    ByteBuffer whole = ByteBuffer.allocate(1 + packet.length).put(type).put(packet);
    server.getOutputStream().write(whole.array());
  }

  private void decide(String statement) throws IOException {
    switch (proxy.fate(statement)) {
      case Fate.Pass() -> {}
      case Fate.CutBefore(var first) -> {
        first.run();
        close();
        throw new IOException("cut before " + statement);
      }
      case Fate.CutAfter(var first) -> {
        strike = first;
        passedMax = asked;
      }
      case Fate.Swallow() -> isForsaken = true;
    }
    hangIfForsaken();
  }

  private void passAnswers() {
    try {
      DataInputStream in = new DataInputStream(new BufferedInputStream(server.getInputStream()));
      OutputStream out = client.getOutputStream();
      long answered = 0;
      while (true) {
        byte type = in.readByte();
        byte[] packet = packet(in);
        proxy.passGate();
        hangIfForsaken();
        boolean isEnd = type == 'Z';
        // The limit is set before the request is passed on, so the answer to it sees the limit. To
        // connect is a conversation, of which the end alone is withheld.
        if (answered < passedMax || (answered == 0 && !isEnd)) {
          out.write(ByteBuffer.allocate(1 + packet.length).put(type).put(packet).array());
        } else if (isEnd) {
          strike.run();
          throw new IOException("cut after the answer");
        }
        answered += isEnd ? 1 : 0;
      }
    } catch (IOException ended) {
      close();
    }
  }

  private void hangIfForsaken() {
    if (isForsaken) {
      try {
        forsaken.await();
      } catch (InterruptedException ending) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// The length and what it counts.
  private static byte[] packet(DataInputStream in) throws IOException {
    int length = in.readInt();
    byte[] packet = new byte[length];
    ByteBuffer.wrap(packet).putInt(length);
    in.readFully(packet, Integer.BYTES, length - Integer.BYTES);
    return packet;
  }

  private static String text(ByteBuffer body) {
    int end = body.position();
    while (body.get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end - body.position()];
    body.get(bytes).get();
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
