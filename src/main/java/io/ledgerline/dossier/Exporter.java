package io.ledgerline.dossier;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.dossier.fact.AsOf;
import io.ledgerline.event.system.DocumentExport;
import io.ledgerline.intake.Intake;
import io.ledgerline.intake.Outcome;
import io.ledgerline.merkle.Digest;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// Has exports recorded and keeps their bytes.
///
/// A document is known by what it says, without the checkpoint that it was made under: as long as
/// it would say the same, the kept one is given again, byte for byte, and nothing is recorded.
/// Without this rule every export would grow the log, move the checkpoint, and so be another
/// document. Thread-safe; the same content is made once, however many ask at the same time.
final class Exporter {

  private final Intake intake;
  private final DocumentStore store;
  private final Executor blocking;
  private final Map<Digest, Uni<Export>> underWay = new ConcurrentHashMap<>();

  /// @param blocking runs what waits for the disk
  Exporter(Intake intake, DocumentStore store, Executor blocking) {
    this.intake = intake;
    this.store = store;
    this.blocking = blocking;
  }

  /// A document to be made unless it is kept already.
  ///
  /// @param content what it says, with its format: equal contents are the same document
  /// @param entries those on which it rests
  /// @param make its bytes
  record Wish(
      String format,
      String formatVersion,
      String generator,
      String subject,
      CanonicalJson content,
      SortedSet<Long> entries,
      SortedMap<String, Long> coverage,
      AsOf asOf,
      Uni<Bytes> make) {}

  /// The document, kept or new.
  ///
  /// @param onOverload what to answer when the export cannot be recorded now
  Uni<Export> export(Wish wish, Function<Outcome.Overloaded, Export> onOverload) {
    Digest content = DocumentStore.digest(Bytes.utf8(wish.format() + "\n" + wish.content()));
    return Uni.createFrom()
        .deferred(
            () ->
                underWay.computeIfAbsent(
                    content,
                    key ->
                        keptOrNew(content, wish, onOverload)
                            .onTermination()
                            .invoke(() -> underWay.remove(content))
                            .memoize()
                            .indefinitely()));
  }

  private Uni<Export> keptOrNew(
      Digest content, Wish wish, Function<Outcome.Overloaded, Export> onOverload) {
    return Uni.createFrom()
        .item(() -> store.find(content))
        .runSubscriptionOn(blocking)
        .chain(
            kept -> {
              Optional<Export> found = kept.map(Exporter::written);
              return found.isPresent()
                  ? Uni.createFrom().item(found.get())
                  : wish.make().chain(bytes -> record(content, wish, bytes, onOverload));
            });
  }

  private Uni<Export> record(
      Digest content, Wish wish, Bytes bytes, Function<Outcome.Overloaded, Export> onOverload) {
    return Uni.createFrom()
        .item(
            () -> {
              // Before the entry: a full disk must not leave one whose document nobody has.
              store.prepare(bytes, restsOf(wish));
              return recordOf(wish, bytes);
            })
        .runSubscriptionOn(blocking)
        .chain(intake::system)
        .chain(
            outcome ->
                switch (outcome) {
                  case Outcome.Accepted(var receipt, var _) ->
                      keep(content, wish, bytes, receipt.index());
                  case Outcome.Known(var receipt) -> keep(content, wish, bytes, receipt.index());
                  case Outcome.Detached(var index) -> keep(content, wish, bytes, index);
                  case Outcome.Overloaded overloaded ->
                      Uni.createFrom().item(onOverload.apply(overloaded));
                  case Outcome.Erased _,
                      Outcome.Malformed _,
                      Outcome.Invalid _,
                      Outcome.TooLarge _,
                      Outcome.Contradicted _ ->
                      throw new IllegalStateException(
                          "a record of our own was refused: " + outcome);
                });
  }

  private Uni<Export> keep(Digest content, Wish wish, Bytes bytes, long entry) {
    return Uni.createFrom()
        .item(() -> written(store.keep(content, bytes, entry, restsOf(wish))))
        .runSubscriptionOn(blocking);
  }

  private static Export written(DocumentStore.Kept kept) {
    return new Export.Written(kept.bytes(), kept.digest(), kept.entry());
  }

  private static DocumentStore.Rests restsOf(Wish wish) {
    return new DocumentStore.Rests(wish.asOf().treeSize(), wish.entries());
  }

  private static DocumentExport recordOf(Wish wish, Bytes bytes) {
    return new DocumentExport(
        wish.format(),
        wish.formatVersion(),
        wish.generator(),
        wish.subject(),
        wish.asOf().treeSize(),
        wish.asOf().rootHash(),
        DocumentStore.digest(bytes).toHex(),
        wish.entries().size(),
        wish.coverage());
  }
}
