package io.ledgerline.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The keys and notes of Go's own tests (golang.org/x/mod/sumdb/note), good and bad.
class PublicNotesTest {

  private static final String PETER_KEY =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  private static final VerifierKey PETER = VerifierKey.parse(PETER_KEY);
  private static final VerifierKey ENOCH =
      VerifierKey.parse("EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop");

  private static final String NOTE = note();
  private static final String TEXT = NOTE.substring(0, NOTE.indexOf("\n\n") + 1);
  private static final String PETER_LINE = NOTE.lines().skip(3).findFirst().orElseThrow() + "\n";
  private static final String ENOCH_LINE = NOTE.lines().skip(4).findFirst().orElseThrow() + "\n";

  @Test
  void readsANoteThatOneOfItsKeysIsTrustedFor() {
    assertThat(parsed(NOTE).verifiedText(List.of(PETER))).isEqualTo(TEXT);
    assertThat(parsed(NOTE).verifiedText(List.of(ENOCH))).isEqualTo(TEXT);
    assertThat(parsed(NOTE).verifiedText(List.of(PETER, ENOCH))).isEqualTo(TEXT);
    assertThatThrownBy(() -> parsed(NOTE).verifiedText(List.of()))
        .isInstanceOf(UntrustedNoteException.class);
  }

  @Test
  void passesOverRepeatedSignaturesAndFalseOnesOfStrangers() {
    // Given
    String falseLine = ENOCH_LINE.substring(0, 60) + "ABCD" + ENOCH_LINE.substring(60);
    String note = TEXT + "\n" + PETER_LINE + PETER_LINE + ENOCH_LINE + ENOCH_LINE + falseLine;

    // Then
    assertThat(parsed(note).verifiedText(List.of(PETER))).isEqualTo(TEXT);
    assertThatThrownBy(() -> parsed(note).verifiedText(List.of(PETER, ENOCH)))
        .isInstanceOf(UntrustedNoteException.class);
  }

  @Test
  void refusesAFalseSignatureOfATrustedKey() {
    // Given
    String longer = TEXT + "\n" + PETER_LINE.substring(0, 60) + "ABCD" + PETER_LINE.substring(60);

    // Then
    assertThatThrownBy(() -> parsed(longer).verifiedText(List.of(PETER)))
        .isInstanceOf(UntrustedNoteException.class);
  }

  static Stream<String> malformedNotes() {
    return Stream.of(
        TEXT,
        TEXT + "\n",
        TEXT + "\n" + PETER_LINE.substring(0, PETER_LINE.length() - 1),
        "\u0001" + TEXT + "\n" + PETER_LINE,
        TEXT + "\n" + PETER_LINE.replace("PeterNeumann", "Bad Name"),
        TEXT + "\n" + PETER_LINE + "Unexpected line.\n",
        TEXT + "\n" + PETER_LINE.repeat(101));
  }

  @ParameterizedTest
  @MethodSource("malformedNotes")
  void refusesWhatGoCallsMalformed(String note) {
    assertThatThrownBy(() -> parsed(note)).isInstanceOf(MalformedNoteException.class);
  }

  @Test
  void refusesEveryPieceOfAKeyAndEveryChangeOfIt() {
    for (int start = 0; start < PETER_KEY.length(); start++) {
      // Given
      char[] changed = PETER_KEY.toCharArray();
      changed[start]++;

      // Then
      assertRefused(new String(changed));
      for (int end = start; end <= PETER_KEY.length(); end++) {
        if (start > 0 || end < PETER_KEY.length()) {
          assertRefused(PETER_KEY.substring(start, end));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
      })
  void refusesKeysOfAnotherLengthOrTypeWhoseIdFits(String key) {
    assertRefused(key);
  }

  private static void assertRefused(String key) {
    assertThatThrownBy(() -> VerifierKey.parse(key)).isInstanceOf(MalformedNoteException.class);
  }

  private static SignedNote parsed(String note) {
    return SignedNote.parse(note.getBytes(StandardCharsets.UTF_8));
  }

  private static String note() {
    try (InputStream file =
        PublicNotesTest.class.getResourceAsStream("/vectors/golang-mod/note.txt")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
