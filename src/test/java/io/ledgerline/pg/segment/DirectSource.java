package io.ledgerline.pg.segment;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.merkle.TilePath;
import io.ledgerline.segment.archive.ArchiveSource;
import io.ledgerline.segment.archive.CheckpointLine;
import io.ledgerline.segment.archive.Description;
import io.ledgerline.segment.archive.ExportedEntry;
import io.ledgerline.segment.archive.HoldLine;
import io.ledgerline.segment.archive.LogExport;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/// An export without the HTTP between.
final class DirectSource implements ArchiveSource {

  private final Ledger ledger;
  private final LogExport export;
  private final Uni<Optional<Description>> what;
  private final IntPredicate mayAnswer;
  private int asked;

  /// @param mayAnswer by the number of the question; the source breaks where it says no
  DirectSource(
      Ledger ledger, LogExport export, Uni<Optional<Description>> what, IntPredicate mayAnswer) {
    this.ledger = ledger;
    this.export = export;
    this.what = what;
    this.mayAnswer = mayAnswer;
  }

  int asked() {
    return asked;
  }

  @Override
  public Bytes description() {
    return what.await().indefinitely().orElseThrow().toJson().bytes();
  }

  @Override
  public Bytes tile(TilePath path) {
    answering();
    return ledger.published().tile(path).await().indefinitely().orElseThrow();
  }

  @Override
  public Bytes entries(long from, long before) {
    answering();
    return lines(
        export.entries(from, before).await().indefinitely().stream()
            .map(ExportedEntry::toJson)
            .toList());
  }

  @Override
  public Bytes holds() {
    return lines(
        export.holds().await().indefinitely().stream()
            .map(hold -> new HoldLine(hold).toJson())
            .toList());
  }

  @Override
  public Bytes checkpoints(long sizeMin) {
    return lines(
        export.checkpoints(sizeMin).await().indefinitely().stream()
            .map(note -> new CheckpointLine(note).toJson())
            .toList());
  }

  private void answering() {
    if (!mayAnswer.test(asked++)) {
      throw new IllegalStateException("the connection broke");
    }
  }

  private static Bytes lines(List<CanonicalJson> lines) {
    return Bytes.utf8(lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
  }
}
