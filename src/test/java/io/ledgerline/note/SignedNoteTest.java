package io.ledgerline.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// C2SP signed-note: what is signed, who is believed, what is refused.
class SignedNoteTest {

  private static final VerifierKey KEY = VerifierKey.parse(TestNotes.VKEY);

  @ParameterizedTest
  @ValueSource(strings = {TestNotes.SIZE_0, TestNotes.SIZE_1, TestNotes.SIZE_8})
  void signsAndOpensTheKnownCheckpoints(String known) {
    // Given
    String text = known.substring(0, known.indexOf("\n\n") + 1);

    // When
    SignedNote note = TestNotes.key().sign(text);

    // Then
    assertThat(note.render()).isEqualTo(known);
    assertThat(parse(known).verifiedText(List.of(KEY))).isEqualTo(text);
  }

  @Test
  void derivesTheKnownVerifierKeyFromTheSeed() {
    assertThat(TestNotes.key().verifierKey()).isEqualTo(KEY).hasToString(TestNotes.VKEY);
    assertThat(KEY.id()).hasToString("44fd1502");
    assertThat(KEY.name()).isEqualTo(TestNotes.ORIGIN);
  }

  @Test
  void passesOverSignaturesOfUnknownKeys() {
    // Given
    SignedNote note = parse(TestNotes.SIZE_8 + TestNotes.WITNESS_LINE);

    // Then
    assertThat(note.verifiedText(List.of(KEY))).startsWith(TestNotes.ORIGIN + "\n8\n");
    assertThat(note.signatures()).hasSize(2);
  }

  @Test
  void isNotTrustedWithoutAKnownKey() {
    // Given
    SignedNote note = parse(TestNotes.SIZE_8);

    // Then
    assertThatThrownBy(() -> note.verifiedText(List.of()))
        .isInstanceOf(UntrustedNoteException.class)
        .hasMessage("no trusted key signed it");
  }

  @Test
  void isNotTrustedWhenOneSignatureOfAKnownKeyIsFalse() {
    // Given
    String other = parse(TestNotes.SIZE_1).signatures().getFirst().line();
    SignedNote note = parse(TestNotes.SIZE_8 + other);

    // Then
    assertThatThrownBy(() -> note.verifiedText(List.of(KEY)))
        .isInstanceOf(UntrustedNoteException.class)
        .hasMessage("the signature of ledgerline.example/demo is false");
  }

  @Test
  void signsATextThatContainsBlankLines() {
    // Given
    String text = "\nfirst\n\n\nlast\n\n";

    // When
    SignedNote read = parse(TestNotes.key().sign(text).render());

    // Then
    assertThat(read.verifiedText(List.of(KEY))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a\n",
        "a\n\n",
        "a\n\n\u2014 k AAAAAAA=",
        "a\r\n\n\u2014 k AAAAAAA=\n",
        "a\n\n\u2014 k AAAAAAA=\r\n",
        "a\tb\n\n\u2014 k AAAAAAA=\n",
        "a\n\n- k AAAAAAA=\n",
        "a\n\n\u2014 k  AAAAAAA=\n",
        "a\n\n\u2014 k AAAAAAA= x\n",
        "a\n\n\u2014 k+ AAAAAAA=\n",
        "a\n\n\u2014 k AAAAAA==\n",
        "a\n\n\u2014 k AAAAAAA\n",
        "a\n\n\u2014 k AAAAAAB=\n",
        "a\n\n\u2014  AAAAAAA=\n",
        "a\n\u2014 k AAAAAAA=\n",
        "\u2014 k AAAAAAA=\n"
      })
  void refusesWhatIsNoNote(String note) {
    assertThatThrownBy(() -> parse(note)).isInstanceOf(MalformedNoteException.class);
  }

  @Test
  void refusesInvalidUtf8LoneSurrogatesTooManyBytesAndTooManySignatures() {
    // Given
    byte[] latin1 = "é\n\n— k AAAAAAA=\n".getBytes(StandardCharsets.ISO_8859_1);
    String signature = "\u2014 k AAAAAAA=\n";

    // Then
    assertThatThrownBy(() -> SignedNote.parse(latin1)).isInstanceOf(MalformedNoteException.class);
    assertThatThrownBy(() -> TestNotes.key().sign("\ud800\n"))
        .isInstanceOf(MalformedNoteException.class);
    assertThatThrownBy(() -> parse("a".repeat(SignedNote.SIZE_BYTES_MAX) + "\n\n" + signature))
        .isInstanceOf(MalformedNoteException.class);
    assertThatThrownBy(() -> parse("a\n\n" + signature.repeat(101)))
        .isInstanceOf(MalformedNoteException.class);
    assertThat(parse("a\n\n" + signature.repeat(16)).signatures()).hasSize(16);
  }

  @ParameterizedTest
  @CsvSource({
    "ledgerline.example/demo+44fd1503+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c",
    "ledgerline.example/demp+44fd1502+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c",
    "ledgerline.example/demo+44FD1502+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c",
    "ledgerline.example/demo+44fd1502+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29",
    "ledgerline.example/demo+44fd1502+",
    "ledgerline.example/demo++AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c",
    "ledgerline.example/demo",
    "witness.example/w1+df1c0a35+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU"
  })
  void refusesWhatIsNoVerifierKeyOfALog(String text) {
    assertThatThrownBy(() -> VerifierKey.parse(text)).isInstanceOf(MalformedNoteException.class);
  }

  @Test
  void isNotTrustedAfterAnyFlippedBit() {
    // Given
    long seed = 20_260_103;
    Random random = new Random(seed);
    byte[] sound = TestNotes.SIZE_8.getBytes(StandardCharsets.UTF_8);

    for (int i = 0; i < sound.length; i++) {
      // When
      byte[] flipped = Arrays.copyOf(sound, sound.length);
      flipped[i] ^= (byte) (1 << random.nextInt(8));

      // Then
      assertThatThrownBy(() -> SignedNote.parse(flipped).verifiedText(List.of(KEY)))
          .as("seed %s byte %s", seed, i)
          .isInstanceOfAny(MalformedNoteException.class, UntrustedNoteException.class);
    }
  }

  private static SignedNote parse(String note) {
    return SignedNote.parse(note.getBytes(StandardCharsets.UTF_8));
  }
}
