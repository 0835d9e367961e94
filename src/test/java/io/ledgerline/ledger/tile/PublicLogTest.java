package io.ledgerline.ledger.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.LogId;
import io.ledgerline.house.SharedFiles;
import io.ledgerline.merkle.ConsistencyProof;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.EntryBundle;
import io.ledgerline.merkle.InclusionProof;
import io.ledgerline.merkle.Tile;
import io.ledgerline.merkle.TilePath;
import io.ledgerline.merkle.TiledSubtrees;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.UntrustedNoteException;
import io.ledgerline.note.VerifierKey;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The sample log of transparency-dev/tessera: 15 entries, the checkpoint of every size, every
/// partial tile and bundle.
class PublicLogTest {

  private static final VerifierKey KEY =
      VerifierKey.parse(
          "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx");

  private Path folder;
  private List<ByteBuffer> entries;
  private List<Digest> leafHashes;

  @BeforeEach
  void readAllEntries() throws IOException {
    folder = SharedFiles.require("vectors/tessera/testdata/log");
    entries = EntryBundle.parse(file("tile/entries/000.p/15"));
    leafHashes = entries.stream().map(Digest::ofLeaf).toList();
  }

  @Test
  void signedTheRootOfItsFirstEntriesAtEverySize() throws IOException {
    for (int size = 0; size <= 15; size++) {
      // Given
      Checkpoint checkpoint = checkpoint(size);
      HashTree tree = tree(size);

      // Then
      assertThat(checkpoint.origin()).isEqualTo("example.com/log/testdata");
      assertThat(checkpoint.size()).isEqualTo(size);
      assertThat(answered(tree.root(size))).as("size %s", size).isEqualTo(checkpoint.root());
    }
    assertThat(entries).hasSize(15);
    assertThat(file("checkpoint")).isEqualTo(file("checkpoint.15"));
  }

  @Test
  void hasTheTilesAndBundlesThatWeMakeOfItsEntries() throws IOException {
    for (int size = 1; size <= 15; size++) {
      // Given
      HashTree tree = tree(size);
      TilePath tile = new TilePath.Hashes(0, 0, size);
      TilePath bundle = new TilePath.Entries(0, size);

      // Then
      assertThat(answered(tree.read(tile)).view()).isEqualTo(file(tile.text()));
      assertThat(answered(tree.read(bundle)).view()).isEqualTo(file(bundle.text()));
    }
  }

  @Test
  void onlyGrewBetweenAnyTwoOfItsCheckpointsAndHasEveryEntry() throws IOException {
    for (int to = 1; to <= 15; to++) {
      // Given
      Tile tile = Tile.parse(file("tile/0/000.p/" + to));
      TiledSubtrees subtrees = new TiledSubtrees(path -> tile);
      Digest root = checkpoint(to).root();

      for (int from = 1; from <= to; from++) {
        // When
        ConsistencyProof growth = ConsistencyProof.of(from, to, subtrees);
        InclusionProof place = InclusionProof.of(from - 1, to, subtrees);

        // Then
        assertThat(growth.proves(checkpoint(from).root(), root)).isTrue();
        assertThat(growth.proves(root, root)).isEqualTo(from == to);
        assertThat(place.proves(leafHashes.get(from - 1), root)).isTrue();
        assertThat(place.proves(leafHashes.get(from % 15), root)).isFalse();
      }
    }
  }

  @Test
  void signedNothingThatWasChanged() throws IOException {
    // Given
    byte[] note = Files.readAllBytes(folder.resolve("checkpoint.15"));
    note[new String(note, StandardCharsets.UTF_8).indexOf("15")]++;

    // Then
    assertThatThrownBy(() -> Checkpoint.open(SignedNote.parse(note), List.of(KEY)))
        .isInstanceOf(UntrustedNoteException.class);
  }

  private HashTree tree(int size) {
    List<Bytes> leaves = new ArrayList<>();
    for (ByteBuffer entry : entries.subList(0, size)) {
      byte[] bytes = new byte[entry.remaining()];
      entry.duplicate().get(bytes);
      leaves.add(Bytes.owned(bytes));
    }
    HashTree.Leaves source =
        new HashTree.Leaves() {
          @Override
          public Uni<List<Digest>> hashes(long from, int countMax) {
            return Uni.createFrom().item(leafHashes.stream().skip(from).limit(countMax).toList());
          }

          @Override
          public Uni<List<Bytes>> leaves(long from, int countMax) {
            return Uni.createFrom().item(leaves.stream().skip(from).limit(countMax).toList());
          }
        };
    return answered(
        HashTree.open(new LogId(new UUID(0, 1)), source, new InMemoryTileStore(), size));
  }

  private Checkpoint checkpoint(int size) throws IOException {
    byte[] note = Files.readAllBytes(folder.resolve("checkpoint." + size));
    return Checkpoint.open(SignedNote.parse(note), List.of(KEY));
  }

  private ByteBuffer file(String name) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name)));
  }

  private static <T> T answered(Uni<T> answer) {
    return answer.await().indefinitely();
  }
}
