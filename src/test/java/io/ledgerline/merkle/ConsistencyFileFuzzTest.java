package io.ledgerline.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/// A consistency proof that is read has one spelling, and proves by the true nodes or not at all.
class ConsistencyFileFuzzTest {

  private static final List<Digest> LEAVES =
      IntStream.range(0, 8)
          .mapToObj(i -> Digest.ofLeaf(ByteBuffer.wrap(new byte[] {(byte) i})))
          .toList();

  @FuzzTest
  void hasOneSpellingAndProvesWhatIsTrue(byte[] input) {
    // When
    ConsistencyProof proof;
    try {
      proof = ConsistencyFile.parse(input);
    } catch (MalformedProofException refused) {
      return;
    }

    // Then
    assertThat(ConsistencyFile.render(proof).getBytes(StandardCharsets.ISO_8859_1))
        .isEqualTo(input);
    if (proof.to() <= LEAVES.size() && proof.proves(root(proof.from()), root(proof.to()))) {
      assertThat(proof)
          .isEqualTo(ConsistencyProof.of(proof.from(), proof.to(), ConsistencyFileFuzzTest::node));
    }
  }

  private static Digest root(long size) {
    return Frontier.EMPTY.append(LEAVES.subList(0, (int) size)).root();
  }

  private static Digest node(int height, long place) {
    int start = (int) (place << height);
    return Frontier.EMPTY.append(LEAVES.subList(start, start + (1 << height))).root();
  }
}
