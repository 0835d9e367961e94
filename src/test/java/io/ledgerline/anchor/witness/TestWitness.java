package io.ledgerline.anchor.witness;

import io.ledgerline.anchor.watch.InMemoryWatchedStore;
import io.ledgerline.anchor.watch.LogWatch;
import io.ledgerline.anchor.watch.WatchAnswer;
import io.ledgerline.canon.Bytes;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.VerifierKey;
import io.ledgerline.note.cosignature.CosigningKey;
import io.ledgerline.note.cosignature.TestCosignatures;
import io.smallrye.mutiny.Uni;
import java.net.ConnectException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A real witness behind an [Exchange] that needs no network, and that can be told to answer
/// otherwise.
public final class TestWitness implements Exchange {

  /// What every witness's clock shows.
  public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final String name;
  private final CosigningKey key;
  private final LogWatch watch;
  private final Deque<Uni<Answer>> scripted = new ArrayDeque<>();
  private final List<AddCheckpoint> requests = Collections.synchronizedList(new ArrayList<>());

  /// A witness of a log.
  public TestWitness(String name, int seed, VerifierKey log) {
    this.name = name;
    this.key = TestCosignatures.key(name + ".example", seed);
    this.watch =
        new LogWatch(List.of(log), key, new InMemoryWatchedStore(), InstantSource.fixed(NOW));
  }

  /// Its line of a policy.
  public String line() {
    return "witness %s %s http://%s.invalid/w/\n".formatted(name, key.cosignerKey().text(), name);
  }

  /// Its key.
  public CosigningKey key() {
    return key;
  }

  /// What was sent to it.
  public List<AddCheckpoint> requests() {
    return List.copyOf(requests);
  }

  /// Answers the next request so, before it is itself again.
  public void answerNext(int status, String contentType, String body) {
    answerNext(Uni.createFrom().item(new Answer(status, contentType, Bytes.utf8(body))));
  }

  /// Answers the next request so, before it is itself again.
  public synchronized void answerNext(Uni<Answer> answer) {
    scripted.add(answer);
  }

  /// Answers the next request when somebody completes this, before it is itself again.
  public void answerNext(CompletableFuture<Answer> answer) {
    answerNext(Uni.createFrom().completionStage(answer));
  }

  /// Does not answer the next request.
  public void failNext() {
    answerNext(Uni.createFrom().failure(new ConnectException("refused")));
  }

  /// Sees a submission that does not come through the log's own client.
  public WatchAnswer see(byte[] submission) {
    return watch.add(submission).await().indefinitely();
  }

  @Override
  public Uni<Answer> post(URI address, Bytes body) {
    requests.add(AddCheckpoint.parse(body.toArray()));
    Optional<Uni<Answer>> told = next();
    return told.orElseGet(() -> watch.add(body.toArray()).map(TestWitness::answer));
  }

  @Override
  public Uni<Answer> get(URI address) {
    Optional<Uni<Answer>> told = next();
    String[] path = address.getPath().split("/", -1);
    return told.orElseGet(
        () ->
            watch
                .newest(path[path.length - 2])
                .map(
                    found ->
                        found
                            .map(SignedNote::render)
                            .map(note -> new Answer(200, "text/plain", Bytes.utf8(note)))
                            .orElse(new Answer(404, "", Bytes.utf8("")))));
  }

  private synchronized Optional<Uni<Answer>> next() {
    return Optional.ofNullable(scripted.poll());
  }

  private static Answer answer(WatchAnswer said) {
    return switch (said) {
      case WatchAnswer.Cosigned(var line) -> new Answer(200, "text/plain", Bytes.utf8(line.line()));
      case WatchAnswer.Malformed _ -> new Answer(400, "", Bytes.utf8(""));
      case WatchAnswer.Untrusted _ -> new Answer(403, "", Bytes.utf8(""));
      case WatchAnswer.UnknownLog _ -> new Answer(404, "", Bytes.utf8(""));
      case WatchAnswer.OtherSize(long size) ->
          new Answer(409, "text/x.tlog.size", Bytes.utf8(size + "\n"));
      case WatchAnswer.Inconsistent _ -> new Answer(422, "", Bytes.utf8(""));
    };
  }

  /// An exchange that reaches each witness at its address.
  public static Exchange of(TestWitness... witnesses) {
    return new Exchange() {
      @Override
      public Uni<Answer> post(URI address, Bytes body) {
        return at(address).post(address, body);
      }

      @Override
      public Uni<Answer> get(URI address) {
        return at(address).get(address);
      }

      private TestWitness at(URI address) {
        for (TestWitness witness : witnesses) {
          if (address.getHost().equals(witness.name + ".invalid")) {
            return witness;
          }
        }
        throw new AssertionError("nobody is at " + address);
      }
    };
  }
}
