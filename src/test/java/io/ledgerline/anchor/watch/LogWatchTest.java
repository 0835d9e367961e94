package io.ledgerline.anchor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.anchor.watch.WatchAnswer.Cosigned;
import io.ledgerline.anchor.watch.WatchAnswer.Inconsistent;
import io.ledgerline.anchor.watch.WatchAnswer.Malformed;
import io.ledgerline.anchor.watch.WatchAnswer.OtherSize;
import io.ledgerline.anchor.watch.WatchAnswer.UnknownLog;
import io.ledgerline.anchor.watch.WatchAnswer.Untrusted;
import io.ledgerline.anchor.witness.AddCheckpoint;
import io.ledgerline.anchor.witness.MonitoringPath;
import io.ledgerline.merkle.Digest;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.SigningKey;
import io.ledgerline.note.VerifierKey;
import io.ledgerline.note.cosignature.Cosignature;
import io.ledgerline.note.cosignature.CosignerKey;
import io.ledgerline.note.cosignature.CosigningKey;
import io.ledgerline.note.cosignature.TestCosignatures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a witness cosigns, and what it refuses.
class LogWatchTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String ORIGIN = "log.example/a";
  private static final CosigningKey KEY = TestCosignatures.key("witness.example/w1", 2);

  private final TestLog log = new TestLog(ORIGIN, 1);
  private final TestLog fork = new TestLog(ORIGIN, 2);
  private final LogWatch watch = watching(log.key().verifierKey());

  @Test
  void answersTheKnownRequestAsOthersDo() {
    // Given
    VerifierKey key = VerifierKey.parse(TestCosignatures.LOG_VKEY);
    InMemoryWatchedStore store = new InMemoryWatchedStore();
    LogWatch known = new LogWatch(List.of(key), KEY, store, InstantSource.fixed(NOW));
    Checkpoint three =
        new Checkpoint(
            key.name(), 3, Digest.parseBase64("rra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnc="));
    store.advance(Optional.empty(), three, log.key().sign(three.text())).await().indefinitely();
    String request =
        """
        old 3
        ApjRIpBtz8EIkstTpzmS/FufST6kybrbJ7eRtBJ6f+c=
        B1Bqhf2d0vEg62lPhgEeW7RmLlxBWmKRcDPUqWJEh+c=
        +sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU=
        a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ=

        """
            + TestCosignatures.TEXT
            + "\n"
            + TestCosignatures.LOG_LINE;

    // When
    WatchAnswer answer = add(known, request);

    // Then
    assertThat(((Cosigned) answer).line().line()).isEqualTo(TestCosignatures.COSIGNATURE_LINE);
    assertThat(AddCheckpoint.parse(utf8(request)).render()).isEqualTo(utf8(request));
  }

  @Test
  void holdsTheConversationOfLitewitness() throws IOException {
    // Given
    List<String> parts;
    try (InputStream in = getClass().getResourceAsStream("/witness/litewitness.txt")) {
      parts = List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("==== "));
    }
    VerifierKey key =
        VerifierKey.parse(parts.getFirst().strip().replaceAll("(?s).*The log key is ", ""));
    LogWatch theirs = watching(key);

    for (String part : parts.subList(1, parts.size())) {
      // When
      int expected = Integer.parseInt(part.substring(0, 3));
      WatchAnswer answer = add(theirs, part.substring(4));

      // Then
      assertThat(status(answer)).as(part).isEqualTo(expected);
    }
    assertThat(parts).hasSize(9);
  }

  @Test
  void cosignsALogThatOnlyGrows() {
    // When
    List<WatchAnswer> answers =
        List.of(
            add(log.request(0, 3)),
            add(log.request(3, 7)),
            add(log.request(7, 7)),
            add(log.request(7, 256)),
            add(log.request(256, 300)));

    // Then
    assertThat(answers).allMatch(Cosigned.class::isInstance);
    SignedNote newest = newest();
    assertThat(Checkpoint.open(newest, List.of(log.key().verifierKey())).size()).isEqualTo(300);
    assertThat(CosignerKey.verified(newest, List.of(KEY.cosignerKey())))
        .extracting(Cosignature::time)
        .containsExactly(NOW);
  }

  @Test
  void beginsWithTheEmptyTree() {
    assertThat(add(log.request(0, 0))).isInstanceOf(Cosigned.class);
    assertThat(add(log.request(0, 9))).isInstanceOf(Cosigned.class);
    assertThat(add(log.request(0, 9))).isEqualTo(new OtherSize(9));
  }

  @Test
  void namesTheSizeThatItSawWhereTheLogNamesAnother() {
    // Given
    add(log.request(0, 7));

    // Then
    assertThat(add(log.request(0, 9))).isEqualTo(new OtherSize(7));
    assertThat(add(log.request(6, 9))).isEqualTo(new OtherSize(7));
    assertThat(add(log.request(8, 9))).isEqualTo(new OtherSize(7));
    assertThat(add(log.request(3, 5))).isEqualTo(new OtherSize(7));
  }

  @Test
  void refusesAForkWhateverProofComesWithIt() {
    // Given
    add(log.request(0, 7));

    // Then
    assertThat(add(fork.request(7, 9))).isInstanceOf(Inconsistent.class);
    assertThat(add(fork.request(7, 7))).isInstanceOf(Inconsistent.class);
    assertThat(add(new AddCheckpoint(7, log.proof(7, 9), fork.checkpoint(9)).render()))
        .isInstanceOf(Inconsistent.class);
    assertThat(newest().text()).isEqualTo(log.checkpoint(7).text());
  }

  @Test
  void refusesProofsThatShowNothing() {
    // Given
    add(log.request(0, 7));
    List<Digest> tooLong = new ArrayList<>(log.proof(7, 9));
    tooLong.add(Digest.EMPTY_ROOT);

    // Then
    assertThat(add(new AddCheckpoint(7, List.of(), log.checkpoint(9)).render()))
        .isInstanceOf(Inconsistent.class);
    assertThat(add(new AddCheckpoint(7, tooLong, log.checkpoint(9)).render()))
        .isInstanceOf(Inconsistent.class);
    assertThat(add(new AddCheckpoint(7, log.proof(7, 9), log.checkpoint(7)).render()))
        .isInstanceOf(Inconsistent.class);
    assertThat(add(watching(log.key().verifierKey()), with(0, log.proof(7, 9), 9)))
        .isInstanceOf(Inconsistent.class);
  }

  @Test
  void refusesAnEmptyTreeWithAnotherRoot() {
    // Given
    String text = ORIGIN + "\n0\n" + log.root(1).toBase64() + "\n";
    String body = "old 0\n\n" + log.key().sign(text).render();

    // Then
    assertThat(add(watch, body)).isInstanceOf(Inconsistent.class);
  }

  @Test
  void knowsOnlyTheLogsThatItWatches() {
    assertThat(add(new TestLog("log.example/b", 1).request(0, 1))).isEqualTo(new UnknownLog());
  }

  @Test
  void trustsOnlyTheKeysOfTheLog() {
    // Given
    SignedNote honest = log.checkpoint(3);
    SigningKey stranger = SigningKey.ofSeed(ORIGIN, new byte[32]);
    SignedNote signedByStranger = stranger.sign(honest.text());
    SignedNote moved = new SignedNote(log.checkpoint(4).text(), honest.signatures());
    SignedNote oneFalse = honest.with(log.checkpoint(4).signatures());

    // Then
    assertThat(add(new AddCheckpoint(0, List.of(), signedByStranger).render()))
        .isEqualTo(new Untrusted());
    assertThat(add(new AddCheckpoint(0, List.of(), moved).render())).isEqualTo(new Untrusted());
    assertThat(add(new AddCheckpoint(0, List.of(), oneFalse).render())).isEqualTo(new Untrusted());
  }

  @Test
  void passesOverStrangersSignaturesAndDoesNotKeepThem() {
    // Given
    SignedNote note =
        log.checkpoint(3)
            .with(SigningKey.ofSeed("x.example", new byte[32]).sign("x\n").signatures());

    // Then
    assertThat(add(new AddCheckpoint(0, List.of(), note).render())).isInstanceOf(Cosigned.class);
    assertThat(newest().signatures())
        .extracting(line -> line.name())
        .containsExactly(ORIGIN, "witness.example/w1");
  }

  @Test
  void keepsALineThatAStrangerRepeatedOnce() {
    // Given
    SignedNote note = log.checkpoint(3);
    SignedNote full = note.with(Collections.nCopies(99, note.signatures().getFirst()));

    // Then
    assertThat(add(new AddCheckpoint(0, List.of(), full).render())).isInstanceOf(Cosigned.class);
    assertThat(newest().signatures()).hasSize(2);
  }

  @Test
  void refusesABodyThatIsNone() {
    assertThat(add(watch, "")).isInstanceOf(Malformed.class);
    assertThat(add(watch, "old 0\n\n\n" + log.checkpoint(3).render()))
        .isInstanceOf(Malformed.class);
    assertThat(add(new AddCheckpoint(4, List.of(), log.checkpoint(3)).render()))
        .isInstanceOf(Malformed.class);
    assertThat(add(new AddCheckpoint(0, List.of(), log.key().sign(ORIGIN + "\n3\nx\n")).render()))
        .isInstanceOf(Malformed.class);
  }

  @Test
  void ofManyRequestsAtOnceNoneTakesTheLogBack() {
    // Given
    add(log.request(0, 10));

    // When
    List<WatchAnswer> answers =
        AtOnce.all(
            IntStream.rangeClosed(11, 50)
                .<Callable<WatchAnswer>>mapToObj(to -> () -> add(log.request(10, to)))
                .toList());

    // Then
    assertThat(answers.stream().filter(Cosigned.class::isInstance)).hasSize(1);
    assertThat(answers).allMatch(a -> a instanceof Cosigned || a instanceof OtherSize);
  }

  @Test
  void showsNothingOfLogsThatItDoesNotWatch() {
    assertThat(watch.newest("00").await().indefinitely()).isEmpty();
    assertThat(MonitoringPath.of("example.com/log"))
        .isEqualTo("4d3203c8f35cdf600e475f55fede6081a703d3d322f208865fca2ec4f0e030f8/checkpoint");
  }

  private static int status(WatchAnswer answer) {
    return switch (answer) {
      case Cosigned _ -> 200;
      case Malformed _ -> 400;
      case Untrusted _ -> 403;
      case UnknownLog _ -> 404;
      case OtherSize _ -> 409;
      case Inconsistent _ -> 422;
    };
  }

  private byte[] with(int old, List<Digest> proof, int size) {
    return new AddCheckpoint(old, proof, log.checkpoint(size)).render();
  }

  private SignedNote newest() {
    return watch.newest(MonitoringPath.digest(ORIGIN)).await().indefinitely().orElseThrow();
  }

  private static LogWatch watching(VerifierKey key) {
    return new LogWatch(List.of(key), KEY, new InMemoryWatchedStore(), InstantSource.fixed(NOW));
  }

  private WatchAnswer add(byte[] body) {
    return add(watch, body);
  }

  private static WatchAnswer add(LogWatch watch, String body) {
    return add(watch, utf8(body));
  }

  private static WatchAnswer add(LogWatch watch, byte[] body) {
    return watch.add(body).await().indefinitely();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
