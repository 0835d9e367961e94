package io.ledgerline.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bundles of entries, consistency proofs as text, and numbers.
class TextFormsTest {

  private static final String HASH = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";

  @Test
  void writesTheKnownBundle() {
    // Given
    JsonObject answer =
        (JsonObject)
            KnownAnswers.read("ledgerline-known-answers.json").members().get("entry_bundle");
    List<ByteBuffer> entries =
        KnownAnswers.read("rfc6962-known-answers.json").array("leaf_inputs").stream()
            .map(hex -> HexFormat.of().parseHex(((JsonString) hex).value()))
            .map(ByteBuffer::wrap)
            .toList();

    // When
    byte[] bundle = EntryBundle.render(entries);

    // Then
    assertThat(answer.string("bytes")).contains(HexFormat.of().formatHex(bundle));
    assertThat(EntryBundle.parse(ByteBuffer.wrap(bundle))).isEqualTo(entries);
  }

  @Test
  void holdsTheLongestEntryAndNoLongerOne() {
    // Given
    ByteBuffer longest = ByteBuffer.allocate(EntryBundle.ENTRY_BYTES_MAX);

    // Then
    assertThat(EntryBundle.parse(ByteBuffer.wrap(EntryBundle.render(List.of(longest)))))
        .containsExactly(longest);
    assertThatThrownBy(() -> EntryBundle.render(List.of(ByteBuffer.allocate(65_536))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesABundleThatIsCutAnywhereWithinAnEntryOrHasTooMany() {
    // Given
    byte[] bundle = EntryBundle.render(List.of(ByteBuffer.allocate(3), ByteBuffer.allocate(300)));

    // Then
    for (int size : new int[] {1, 2, 4, 6, 7, 306}) {
      assertThatThrownBy(() -> EntryBundle.parse(ByteBuffer.wrap(bundle, 0, size)))
          .as("cut at %s", size)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> EntryBundle.parse(ByteBuffer.allocate(2 * 257)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a bundle of more than 256 entries");
  }

  @Test
  void readsOrRefusesAnyBytesAsABundle() {
    // Given
    long seed = 20_260_304;
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      byte[] bytes = new byte[random.nextInt(600)];
      if (round % 2 == 0) {
        random.nextBytes(bytes);
      }

      // When
      try {
        List<ByteBuffer> entries = EntryBundle.parse(ByteBuffer.wrap(bytes));

        // Then
        assertThat(EntryBundle.render(entries)).as("seed %s", seed).isEqualTo(bytes);
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageStartingWith("a bundle");
      }
    }
  }

  @Test
  void readsTheProofThatItWrites() {
    for (int to = 1; to <= 20; to++) {
      for (int from = 1; from <= to; from++) {
        // Given
        ConsistencyProof proof =
            new ConsistencyProof(from, to, ReferenceTree.ofSize(to).consistencyProof(from));

        // When
        String text = ConsistencyFile.render(proof);

        // Then
        assertThat(ConsistencyFile.parse(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(proof);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ledgerline-consistency/v1\n",
        "ledgerline-consistency/v1\nfrom 1\nto 1",
        "ledgerline-consistency/v2\nfrom 1\nto 1\n",
        "ledgerline-consistency/v1\nfrom 01\nto 1\n",
        "ledgerline-consistency/v1\nfrom +1\nto 1\n",
        "ledgerline-consistency/v1\nfrom 0\nto 1\n",
        "ledgerline-consistency/v1\nfrom 2\nto 1\n",
        "ledgerline-consistency/v1\nfrom 1\nto 9223372036854775808\n",
        "ledgerline-consistency/v1\nto 1\nfrom 1\n",
        "ledgerline-consistency/v1\r\nfrom 1\r\nto 1\r\n",
        "ledgerline-consistency/v1\nfrom 1\nto 1\n\n",
        "ledgerline-consistency/v1\nfrom 1\nto 1\n" + HASH,
        "ledgerline-consistency/v1\nfrom 1\nto 2\n",
        "ledgerline-consistency/v1\nfrom 1\nto 2\n" + HASH + HASH,
        "ledgerline-consistency/v1\nfrom 1\nto 2\n" + HASH + "\n",
        "ledgerline-consistency/v1\nfrom 1\nto 2\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU\n"
      })
  void refusesWhatIsNoConsistencyProof(String text) {
    assertThatThrownBy(() -> ConsistencyFile.parse(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedProofException.class);
  }

  @Test
  void refusesAProofThatIsTooLong() {
    // Given
    byte[] file = new byte[ConsistencyFile.SIZE_BYTES_MAX + 1];
    Arrays.fill(file, (byte) '\n');

    // Then
    assertThatThrownBy(() -> ConsistencyFile.parse(file))
        .isInstanceOf(MalformedProofException.class)
        .hasMessage("a consistency proof of 8193 bytes");
  }

  @Test
  void readsNumbersInOneSpelling() {
    assertThat(StrictDecimal.parse("0")).hasValue(0);
    assertThat(StrictDecimal.parse("9223372036854775807")).hasValue(Long.MAX_VALUE);
    for (String other :
        List.of("", "00", "01", "+1", "-1", " 1", "1 ", "１", "1_0", "9223372036854775808", "1e3")) {
      assertThat(StrictDecimal.parse(other)).as(other).isEmpty();
    }
  }
}
