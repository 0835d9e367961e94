package io.ledgerline.anchor.watch;

import io.ledgerline.anchor.witness.AddCheckpoint;
import io.ledgerline.canon.Bytes;
import io.ledgerline.ledger.publication.Publication;
import io.ledgerline.merkle.ConsistencyProof;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Frontier;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.SigningKey;
import io.ledgerline.note.VerifierKey;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// A log of any number of made-up leaves, which signs what it is asked to.
public final class TestLog implements Publication.Log {

  private static final int LEAVES = 300;

  private final SigningKey key;
  private final List<Digest> leaves = new ArrayList<>();

  /// A log.
  ///
  /// @param version logs of other versions have other leaves
  public TestLog(String origin, int version) {
    byte[] seed = new byte[SigningKey.SEED_BYTES];
    Arrays.fill(seed, (byte) 5);
    this.key = SigningKey.ofSeed(origin, seed);
    IntStream.range(0, LEAVES)
        .forEach(i -> leaves.add(Digest.ofLeaf(Bytes.utf8(version + " " + i).view())));
  }

  @Override
  public Uni<Long> durableSize() {
    return Uni.createFrom().item((long) LEAVES);
  }

  @Override
  public Uni<ConsistencyProof> consistency(long from, long to) {
    return Uni.createFrom().item(() -> new ConsistencyProof(from, to, proof((int) from, (int) to)));
  }

  @Override
  public Uni<Digest> root(long size) {
    return Uni.createFrom().item(() -> root((int) size));
  }

  @Override
  public List<VerifierKey> keys() {
    return List.of(key.verifierKey());
  }

  /// The key that signs.
  public SigningKey key() {
    return key;
  }

  /// The root over the first leaves.
  public Digest root(int size) {
    return Frontier.EMPTY.append(leaves.subList(0, size)).root();
  }

  /// A signed checkpoint.
  public SignedNote checkpoint(int size) {
    return key.sign(new Checkpoint(key.verifierKey().name(), size, root(size)).text());
  }

  /// The proof between two sizes; none from the empty tree.
  public List<Digest> proof(int from, int to) {
    return from == 0
        ? List.of()
        : ConsistencyProof.of(
                from,
                to,
                (level, index) -> {
                  int start = (int) (index << level);
                  return Frontier.EMPTY.append(leaves.subList(start, start + (1 << level))).root();
                })
            .hashes();
  }

  /// What an honest log sends.
  public byte[] request(int from, int to) {
    return new AddCheckpoint(from, proof(from, to), checkpoint(to)).render();
  }

  /// A request as text.
  public String text(int from, int to) {
    return new String(request(from, to), StandardCharsets.UTF_8);
  }
}
