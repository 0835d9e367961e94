package io.ledgerline.segment.archive;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.MalformedJsonException;
import io.ledgerline.entry.ChainHash;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.Leaf;
import io.ledgerline.entry.rotation.RotationEntry;
import io.ledgerline.ledger.EntryStore.EntryRow;
import io.ledgerline.ledger.EntryStore.PayloadRow;
import io.ledgerline.ledger.Head;
import io.ledgerline.ledger.check.Finding;
import io.ledgerline.ledger.check.LedgerVerification;
import io.ledgerline.ledger.check.Verification;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.EntryBundle;
import io.ledgerline.merkle.Frontier;
import io.ledgerline.merkle.TilePath;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.UntrustedNoteException;
import io.ledgerline.note.VerifierKey;
import io.ledgerline.note.history.KeyHistory;
import io.ledgerline.vault.ErasureTargets;
import io.ledgerline.vault.hold.Hold;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/// The export of a whole log, read back. For one thread.
public final class ExportedLog {

  private static final int FINDINGS_MAX = 20;
  private static final int WIDTH = TilePath.FULL_WIDTH;

  private final ArchiveFiles files;
  private final Description description;
  private final VerifierKey trusted;
  private KeyHistory history;
  private long pageAt = -1;
  private List<Page> page = List.of();

  /// An entry with its leaf.
  ///
  /// @param entry everything else
  record Page(PayloadRow row, ExportedEntry entry) {}

  private ExportedLog(ArchiveFiles files, Description description, VerifierKey trusted) {
    this.files = files;
    this.description = description;
    this.trusted = trusted;
    this.history =
        KeyHistory.of(description.genesis().log().toString(), description.genesis().key());
  }

  /// Opens an export, and compares every file with its manifest.
  ///
  /// @param keyOf a key of the log that is trusted, by the log's origin
  /// @throws ArchiveException if a file was changed, or it is of a segment alone
  public static ExportedLog open(Path directory, Function<String, VerifierKey> keyOf) {
    ArchiveFiles files = complete(directory);
    Description description =
        read(
            ArchiveFiles.DESCRIPTION,
            () -> Description.parse(files.read(ArchiveFiles.DESCRIPTION)));
    if (description.segment().isPresent()) {
      throw new ArchiveException(directory + " has a segment; only a whole log can be imported");
    }
    return new ExportedLog(files, description, keyOf.apply(description.genesis().origin()));
  }

  /// The files of an export, each as its manifest says.
  static ArchiveFiles complete(Path directory) {
    ArchiveFiles files = new ArchiveFiles(directory);
    if (!files.has(ArchiveFiles.MANIFEST)) {
      throw new ArchiveException(
          directory + " is no complete export: " + ArchiveFiles.MANIFEST + " is missing");
    }
    try {
      files.requireManifest();
    } catch (IOException unreadable) {
      throw new ArchiveException(directory + " cannot be read: " + unreadable, unreadable);
    }
    return files;
  }

  /// The first payload of the log.
  public Genesis genesis() {
    return description.genesis();
  }

  /// How many entries it has.
  public long size() {
    return description.before();
  }

  /// What names entry 0, under the identity key of the log.
  public Digest firstKeyHash() {
    return bundle(0).getFirst().entry().origin().keyHash();
  }

  /// The keys of the log, once it was verified.
  public KeyHistory history() {
    return history;
  }

  /// The checkpoints, by size.
  public List<SignedNote> checkpoints() {
    return read(
        ArchiveFiles.CHECKPOINTS,
        () ->
            files.lines(ArchiveFiles.CHECKPOINTS).stream()
                .map(line -> CheckpointLine.parse(line).note())
                .toList());
  }

  /// Every legal hold; none in an export from before there was the file.
  List<Hold> holds() {
    return files.has(ArchiveFiles.HOLDS)
        ? read(
            ArchiveFiles.HOLDS,
            () ->
                files.lines(ArchiveFiles.HOLDS).stream()
                    .map(line -> HoldLine.parse(line).hold())
                    .toList())
        : List.of();
  }

  /// Hashes everything: payloads, leaves, chain, tree, checkpoints, tiles, as `check` does.
  ///
  /// @param onProgress is told how many entries were rehashed
  /// @throws ArchiveException if something does not fit; the message names the file
  public void verify(LongConsumer onProgress) {
    Head head = head();
    if (!history.keys().contains(trusted)) {
      throw new ArchiveException(
          "the exported log is signed by %s, the key here is %s"
              .formatted(history.current().text(), trusted.text()));
    }
    try {
      Checkpoint newest = Checkpoint.open(description.checkpoint(), history.keys());
      if (newest.size() != head.size() || !newest.root().equals(head.root())) {
        throw new ArchiveException(
            ArchiveFiles.CHECKPOINT + " has another root than the exported entries");
      }
    } catch (UntrustedNoteException untrusted) {
      throw new ArchiveException(
          ArchiveFiles.CHECKPOINT + ": " + untrusted.getMessage(), untrusted);
    }
    ExportedStores stores = new ExportedStores(this, head);
    Verification verification =
        new LedgerVerification(
                genesis(), stores, stores.checkpoints(), ErasureTargets::of, FINDINGS_MAX)
            .with(stores.tiles())
            .run(onProgress)
            .await()
            .indefinitely();
    if (verification instanceof Verification.Unsound unsound) {
      throw new ArchiveException(described(unsound.findings().getFirst()));
    }
  }

  /// The entries of a bundle.
  ///
  /// @throws ArchiveException if the file of units is none, or not of the entries of the bundle
  List<Page> bundle(long index) {
    if (pageAt != index) {
      page = readBundle(files, index, size());
      pageAt = index;
    }
    return page;
  }

  /// The bytes of a tile or bundle that the export has.
  Bytes tile(TilePath path) {
    return files.read(path.text());
  }

  boolean hasTile(TilePath path) {
    return files.has(path.text());
  }

  /// The entries of a bundle.
  ///
  /// @param before the index behind the last entry of the export
  static List<Page> readBundle(ArchiveFiles files, long index, long before) {
    int width = (int) Math.min(WIDTH, before - index * WIDTH);
    TilePath path = new TilePath.Entries(index, width);
    List<ByteBuffer> leaves =
        read(path.text(), () -> EntryBundle.parse(files.read(path.text()).view()));
    String name = ArchiveFiles.units(index);
    List<Bytes> lines = files.lines(name);
    if (leaves.size() != width || lines.size() != width) {
      throw new ArchiveException(
          "%s has %d entries, %s has %d, there should be %d"
              .formatted(path.text(), leaves.size(), name, lines.size(), width));
    }
    List<Page> rows = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      int at = i;
      ExportedEntry entry = read(name, () -> ExportedEntry.parse(lines.get(at)));
      if (entry.index() != index * WIDTH + i) {
        throw new ArchiveException(name + " has entry " + entry.index() + " in line " + (i + 1));
      }
      byte[] leaf = new byte[leaves.get(i).remaining()];
      leaves.get(i).duplicate().get(leaf);
      rows.add(new Page(read(path.text(), () -> entry.row(Bytes.owned(leaf))), entry));
    }
    return List.copyOf(rows);
  }

  /// Where the exported entries end, by their leaves alone.
  private Head head() {
    history = KeyHistory.of(genesis().log().toString(), genesis().key());
    Head head = Head.EMPTY;
    Frontier frontier = Frontier.EMPTY;
    var chainHash = ChainHash.BEFORE_FIRST;
    for (long bundle = 0; bundle * WIDTH < size(); bundle++) {
      List<Page> rows = bundle(bundle);
      frontier = frontier.append(rows.stream().map(row -> row.row().row().leafHash()).toList());
      for (Page row : rows) {
        EntryRow stored = row.row().row();
        chainHash = ChainHash.next(chainHash, stored.index(), stored.leafHash());
        rotation(row.row());
      }
      head = new Head(frontier, chainHash, rows.getLast().row().row().receivedAt(), 0);
    }
    return head;
  }

  private void rotation(PayloadRow row) {
    Bytes value = row.units().getFirst().value();
    if (value != null && Leaf.parse(row.row().leaf()).type().equals(RotationEntry.TYPE)) {
      history =
          read(
              ArchiveFiles.units(row.row().index() / WIDTH),
              () ->
                  history.with(new KeyHistory.Step(row.row().index(), RotationEntry.parse(value))));
    }
  }

  private static String described(Finding finding) {
    return finding.index().isPresent()
        ? "entry %d (%s): %s"
            .formatted(
                finding.index().getAsLong(),
                ArchiveFiles.units(finding.index().getAsLong() / WIDTH),
                finding.what())
        : finding.what();
  }

  /// Reads something of a file, and names the file where it is none.
  static <T> T read(String name, Supplier<T> reader) {
    try {
      return reader.get();
    } catch (MalformedJsonException
        | MalformedNoteException
        | CorruptEntryException
        | IllegalArgumentException malformed) {
      throw new ArchiveException(name + ": " + malformed.getMessage(), malformed);
    }
  }
}
