package io.ledgerline.fault.wire;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/// A TCP proxy in front of PostgreSQL that knows enough of its protocol to see every statement, and
/// to cut a connection before one is passed on, or after the server has carried it out and before
/// its answer is.
///
/// Statements are connecting, `Parse`, `Execute` and `Query` (PostgreSQL 18, chapter 54). Requests
/// for encryption are answered with no. Thread-safe.
public final class PgProxy implements AutoCloseable {

  /// Decides what becomes of statements; called on the connection's own thread, before the
  /// statement is passed on.
  @FunctionalInterface
  public interface Plan {

    /// What becomes of this one.
    ///
    /// @param statement its kind and text, such as `Execute SELECT 1`
    Fate fate(String statement);
  }

  /// What becomes of a statement.
  public sealed interface Fate {

    /// It passes.
    record Pass() implements Fate {}

    /// The connection is cut; the server has not seen it.
    ///
    /// @param strike runs first
    record CutBefore(Runnable strike) implements Fate {}

    /// The connection is cut when the server has answered all that the client asked for with it;
    /// the client has seen nothing of that.
    ///
    /// @param strike runs first
    record CutAfter(Runnable strike) implements Fate {}

    /// The connection stays, and nothing passes any more in either direction.
    record Swallow() implements Fate {}
  }

  private final ServerSocket listener;
  private final InetSocketAddress server;
  private final Set<PgSession> sessions = ConcurrentHashMap.newKeySet();
  private volatile Plan plan = statement -> new Fate.Pass();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  private PgProxy(ServerSocket listener, InetSocketAddress server) {
    this.listener = listener;
    this.server = server;
  }

  /// Listens on a free port of the loopback address.
  public static PgProxy before(String host, int port) {
    try {
      ServerSocket listener = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
      PgProxy proxy = new PgProxy(listener, new InetSocketAddress(host, port));
      Thread.ofVirtual().name("pg-proxy").start(proxy::accept);
      return proxy;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Where it listens.
  public int port() {
    return listener.getLocalPort();
  }

  /// From now on this plan counts.
  public void follow(Plan next) {
    plan = next;
  }

  /// Nothing is passed on any more, in any direction, and new connections hang.
  public void hang() {
    gate = new CountDownLatch(1);
  }

  /// What is hung goes on.
  public void goOn() {
    gate.countDown();
  }

  /// Every connection hangs for good, as when the way to the server is gone without a word; new
  /// ones work.
  public void forsake() {
    sessions.forEach(PgSession::forsake);
  }

  /// Cuts every connection.
  public void cutAll() {
    sessions.forEach(PgSession::close);
  }

  /// Ends listening, and cuts every connection.
  @Override
  public void close() {
    closed(listener);
    goOn();
    cutAll();
  }

  Fate fate(String statement) {
    return plan.fate(statement);
  }

  void passGate() {
    try {
      gate.await();
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  void ended(PgSession session) {
    sessions.remove(session);
  }

  static void closed(Closeable socket) {
    try {
      socket.close();
    } catch (IOException alreadyBroken) {
      // Then it is as closed as it gets.
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> connect(client));
      }
    } catch (IOException closed) {
      // The listener was closed.
    }
  }

  private void connect(Socket client) {
    Socket upstream = new Socket();
    try {
      upstream.connect(server);
      upstream.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
      PgSession session = new PgSession(this, client, upstream);
      sessions.add(session);
      session.run();
    } catch (IOException unreachable) {
      closed(client);
      closed(upstream);
    }
  }
}
