package io.ledgerline.note.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.merkle.Digest;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.SigningKey;
import io.ledgerline.note.UntrustedNoteException;
import io.ledgerline.note.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Rotations that both keys signed, and the chain of them.
class KeyRotationTest {

  private static final String LOG = "00112233-4455-4677-8899-aabbccddeeff";
  private static final String ORIGIN = "ledgerline.example/demo";

  private final SigningKey a = key(1);
  private final SigningKey b = key(2);
  private final SigningKey c = key(3);

  @Test
  void isASignedNoteUnderBothKeys() {
    // When
    KeyRotation rotation = KeyRotation.sign(LOG, a, b);

    // Then
    assertThat(rotation.note().text())
        .isEqualTo("ledgerline/key-rotation/v1\n" + LOG + "\n" + a + "\n" + b + "\n");
    assertThat(rotation.note().verifiedText(List.of(a.verifierKey()))).isNotEmpty();
    assertThat(rotation.note().verifiedText(List.of(b.verifierKey()))).isNotEmpty();
    assertThat(rotation.note().signatures()).hasSize(2);
  }

  @Test
  void hasTheSameBytesEachTimeAndIsReadBack() {
    // Given
    String rendered = KeyRotation.sign(LOG, a, b).note().render();

    // When
    KeyRotation read = KeyRotation.of(parse(rendered));

    // Then
    assertThat(read).isEqualTo(KeyRotation.sign(LOG, a, b));
  }

  @Test
  void isNoCheckpoint() {
    // Given
    String text = KeyRotation.sign(LOG, a, b).note().text();

    // When
    Throwable refusal = catchThrowable(() -> Checkpoint.parse(text));

    // Then
    assertThat(refusal).isInstanceOf(MalformedNoteException.class);
  }

  @Test
  void refusesASignatureThatIsMissingFalseOrOneTooMany() {
    // Given
    SignedNote whole = KeyRotation.sign(LOG, a, b).note();
    SignedNote first = new SignedNote(whole.text(), whole.signatures().subList(0, 1));
    SignedNote second = new SignedNote(whole.text(), whole.signatures().subList(1, 2));
    SignedNote turned =
        new SignedNote(whole.text(), List.of(whole.signatures().get(1), whole.signatures().get(0)));
    SignedNote third = whole.with(c.sign(whole.text()).signatures());
    SignedNote other = a.sign(whole.text()).with(b.sign(whole.text() + "x\n").signatures());

    for (SignedNote note : List.of(first, second, turned, third, other)) {
      // When
      Throwable refusal = catchThrowable(() -> KeyRotation.of(note));

      // Then
      assertThat(refusal).isInstanceOf(UntrustedNoteException.class);
    }
  }

  @Test
  void refusesATextThatIsNoRotation() {
    // Given
    String text = KeyRotation.sign(LOG, a, b).note().text();

    for (String other :
        List.of(
            text.replace("/v1", "/v2"),
            text + "more\n",
            text.replace(LOG + "\n", ""),
            new Checkpoint(ORIGIN, 0, Digest.EMPTY_ROOT).text())) {
      // When
      Throwable refusal =
          catchThrowable(() -> KeyRotation.of(a.sign(other).with(b.sign(other).signatures())));

      // Then
      assertThat(refusal).isInstanceOf(MalformedNoteException.class);
    }
  }

  @Test
  void refusesTheSameKeyAndAKeyOfAnotherLog() {
    // Given
    SigningKey stranger = SigningKey.ofSeed("example.org/other", filled(2));

    // When
    Throwable same = catchThrowable(() -> KeyRotation.sign(LOG, a, a));
    Throwable other = catchThrowable(() -> KeyRotation.sign(LOG, a, stranger));

    // Then
    assertThat(same).isInstanceOf(MalformedNoteException.class);
    assertThat(other).isInstanceOf(MalformedNoteException.class);
  }

  @Test
  void refusesWithAnyCharacterOfItsNoteChanged() {
    // Given
    String rendered = KeyRotation.sign(LOG, a, b).note().render();
    int accepted = 0;
    for (int i = 0; i < rendered.length(); i++) {
      char changed = rendered.charAt(i) == 'A' ? 'B' : 'A';
      String other = rendered.substring(0, i) + changed + rendered.substring(i + 1);

      // When
      Throwable refusal = catchThrowable(() -> KeyRotation.of(parse(other)));
      accepted += refusal == null ? 1 : 0;
    }

    // Then
    assertThat(accepted).isZero();
  }

  @Test
  void aHistoryLeadsFromKeyToKey() {
    // Given
    KeyHistory history =
        KeyHistory.of(LOG, a.verifierKey())
            .with(new KeyHistory.Step(7, KeyRotation.sign(LOG, a, b)))
            .with(new KeyHistory.Step(9, KeyRotation.sign(LOG, b, c)));

    // When
    List<VerifierKey> fromB = history.keysFrom(List.of(b.verifierKey(), c.verifierKey()));

    // Then
    assertThat(history.keys()).containsExactly(a.verifierKey(), b.verifierKey(), c.verifierKey());
    assertThat(history.current()).isEqualTo(c.verifierKey());
    assertThat(fromB).containsExactly(b.verifierKey(), c.verifierKey());
    assertThat(history.keysFrom(List.of(a.verifierKey()))).hasSize(3);
    assertThat(history.keysFrom(List.of(key(9).verifierKey()))).isEmpty();
    assertThat(history.keysFrom(Collections.emptyList())).isEmpty();
  }

  @Test
  void aHistoryRefusesAStepThatDoesNotFollow() {
    // Given
    KeyHistory history =
        KeyHistory.of(LOG, a.verifierKey())
            .with(new KeyHistory.Step(7, KeyRotation.sign(LOG, a, b)));

    for (KeyHistory.Step step :
        List.of(
            new KeyHistory.Step(9, KeyRotation.sign(LOG, a, c)),
            new KeyHistory.Step(9, KeyRotation.sign(LOG, c, a)),
            new KeyHistory.Step(9, KeyRotation.sign(LOG, b, a)),
            new KeyHistory.Step(7, KeyRotation.sign(LOG, b, c)),
            new KeyHistory.Step(9, KeyRotation.sign("another log", b, c)))) {
      // When
      Throwable refusal = catchThrowable(() -> history.with(step));

      // Then
      assertThat(refusal).isInstanceOf(MalformedNoteException.class);
    }
  }

  private static SignedNote parse(String rendered) {
    return SignedNote.parse(rendered.getBytes(StandardCharsets.UTF_8));
  }

  private static SigningKey key(int value) {
    return SigningKey.ofSeed(ORIGIN, filled(value));
  }

  private static byte[] filled(int value) {
    byte[] seed = new byte[SigningKey.SEED_BYTES];
    Arrays.fill(seed, (byte) value);
    return seed;
  }
}
