package io.ledgerline.dossier;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.dossier.fact.EntryReader;
import io.ledgerline.dossier.trace.ModelTrace;
import io.ledgerline.dossier.trace.ModelTrace.Run;
import io.ledgerline.event.record.RecordKind;
import io.ledgerline.evidence.Bundle;
import io.ledgerline.evidence.BundleWriter;
import io.ledgerline.evidence.Disclosure;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.note.history.KeyHistory;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;

/// Puts a bundle together: the entries that a model version rests on, why each is in it, and the
/// cards with the entries that record them.
final class EvidenceBundle {

  /// The format in the entry that records the export.
  static final String FORMAT = "evidence-bundle";

  /// The version of what is chosen and of the roles; the format of the file has its own.
  static final String VERSION = "1";

  private static final long GENESIS = 0;

  private final Ledger ledger;
  private final EntryReader reader;
  private final Executor blocking;

  EvidenceBundle(Ledger ledger, EntryReader reader, Executor blocking) {
    this.ledger = ledger;
    this.reader = reader;
    this.blocking = blocking;
  }

  /// A document in the bundle, and the entry that records its export.
  record Card(CardForm form, Export.Written written) {}

  /// The entries of a bundle, each with its roles.
  static SortedMap<Long, SortedSet<String>> roles(ModelTrace trace, Collection<Card> cards) {
    SortedMap<Long, SortedSet<String>> roles = new TreeMap<>();
    addGenesis(roles);
    add(roles, "record", trace.records());
    runs(roles, "training run", trace.trainingRuns());
    runs(roles, "upstream run", trace.steps());
    trace.data().forEach(use -> add(roles, use.role() + " data", use.version().entries()));
    trace.sources().forEach(source -> add(roles, "raw source", source.entries()));
    add(roles, "oversight", trace.oversight().entries());
    add(roles, "decision", trace.decisions().newest());
    trace
        .retracted()
        .forEach(
            (entry, by) -> {
              by.forEach(index -> add(roles, "retraction of entry " + entry, List.of(index)));
              by.forEach(index -> add(roles, "retracted by entry " + index, List.of(entry)));
            });
    cards.forEach(card -> add(roles, "document export", List.of(card.written().entry())));
    return roles;
  }

  /// Adds entry 0.
  static void addGenesis(SortedMap<Long, SortedSet<String>> roles) {
    add(roles, "genesis", List.of(GENESIS));
  }

  /// Adds the entries that pass the log from one key to another, as far as a checkpoint covers
  /// them: without them a newer key could not be told from a stranger's.
  static void addRotations(
      SortedMap<Long, SortedSet<String>> roles, KeyHistory history, long size) {
    add(
        roles,
        "key rotation",
        history.steps().stream().map(KeyHistory.Step::index).filter(i -> i < size).toList());
  }

  /// What the bundle says, without the checkpoint.
  static CanonicalJson identity(
      String generator,
      String subject,
      SortedMap<Long, SortedSet<String>> roles,
      List<Card> cards) {
    Map<String, JsonValue> entries = new LinkedHashMap<>();
    roles.forEach((index, names) -> entries.put(Long.toString(index), texts(names)));
    Map<String, JsonValue> documents = new LinkedHashMap<>();
    cards.forEach(
        card ->
            documents.put(card.form().fileName(), JsonString.of(card.written().digest().toHex())));
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put("version", JsonString.of(VERSION));
    members.put("generator", JsonString.of(generator));
    members.put("subject", JsonString.of(subject));
    members.put("entries", JsonObject.of(entries));
    members.put("documents", JsonObject.of(documents));
    return CanonicalJson.of(JsonObject.of(members));
  }

  /// Something was erased after the checkpoint that the bundle is made under.
  static final class ErasedMeanwhileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private ErasedMeanwhileException() {
      super("something was erased after the checkpoint");
    }
  }

  /// The file. Holds every payload in memory.
  ///
  /// @return fails with [ErasedMeanwhileException] if a newer checkpoint is needed
  Uni<Bytes> write(
      String subject,
      SortedMap<Long, SortedSet<String>> rolesOfEntries,
      List<Card> cards,
      CheckpointView checkpoint) {
    SortedMap<Long, SortedSet<String>> roles = new TreeMap<>(rolesOfEntries);
    List<Bundle.Document> documents =
        cards.stream()
            .map(
                card ->
                    new Bundle.Document(
                        card.form().fileName(), card.form().mediaType(), card.written().bytes()))
            .toList();
    return reader
        .read(new TreeSet<>(roles.keySet()))
        .chain(entries -> withErasures(entries, roles, checkpoint))
        .chain(
            entries ->
                Multi.createFrom()
                    .iterable(entries.values())
                    .onItem()
                    .transformToUniAndConcatenate(entry -> entry(entry, roles, checkpoint))
                    .collect()
                    .asList())
        .emitOn(blocking)
        .map(
            entries ->
                BundleWriter.render(
                    new Bundle(
                        subject, checkpoint.note(), ledger.genesis().key(), entries, documents)));
  }

  /// The entries, and those that erased something of them, whose role is added.
  private Uni<SortedMap<Long, PayloadEntry>> withErasures(
      SortedMap<Long, PayloadEntry> entries,
      SortedMap<Long, SortedSet<String>> roles,
      CheckpointView checkpoint) {
    SortedSet<Long> erasures = new TreeSet<>();
    entries.values().forEach(entry -> erasures.addAll(erasuresOf(entry)));
    if (!erasures.isEmpty() && !checkpoint.covers(erasures.last())) {
      throw new ErasedMeanwhileException();
    }
    add(roles, "erasure", erasures);
    erasures.removeAll(entries.keySet());
    return reader
        .read(erasures)
        .map(
            more -> {
              SortedMap<Long, PayloadEntry> all = new TreeMap<>(entries);
              all.putAll(more);
              return all;
            });
  }

  private static SortedSet<Long> erasuresOf(PayloadEntry entry) {
    SortedSet<Long> erasures = new TreeSet<>();
    if (entry.content() instanceof PayloadEntry.Remains(var _, var parts)) {
      for (PayloadEntry.Part part : parts) {
        if (part instanceof PayloadEntry.Erased erased) {
          erasures.add(erased.by());
        }
      }
    }
    return erasures;
  }

  private Uni<Bundle.Entry> entry(
      PayloadEntry entry, SortedMap<Long, SortedSet<String>> roles, CheckpointView checkpoint) {
    long index = entry.entry().index();
    SortedSet<String> names = new TreeSet<>(roles.getOrDefault(index, new TreeSet<>()));
    names.addAll(kind(entry));
    return ledger
        .published()
        .proof(index, checkpoint.note())
        .map(
            proof ->
                new Bundle.Entry(
                    index,
                    List.copyOf(names),
                    entry.entry().leaf(),
                    proof.orElseThrow(),
                    disclosure(entry)));
  }

  private static Disclosure disclosure(PayloadEntry entry) {
    return switch (entry.content()) {
      case PayloadEntry.Whole(var payload) -> new Disclosure.Whole(payload);
      case PayloadEntry.Remains(var mediaType, var parts) ->
          new Disclosure.Partial(
              mediaType,
              parts.stream()
                  .<Disclosure.Unit>map(
                      part ->
                          switch (part) {
                            case PayloadEntry.Left(var unit) -> new Disclosure.Open(unit);
                            case PayloadEntry.Erased erased ->
                                new Disclosure.Erased(erased.digest(), erased.by());
                          })
                  .toList());
    };
  }

  /// What kind of record it is, in a word.
  private static List<String> kind(PayloadEntry entry) {
    return RecordKind.ofType(entry.entry().leaf().type()).map(RecordKind::slug).stream().toList();
  }

  private static void runs(
      SortedMap<Long, SortedSet<String>> roles, String role, Collection<Run> runs) {
    runs.forEach(run -> add(roles, role, run.allEntries()));
  }

  private static void add(
      SortedMap<Long, SortedSet<String>> roles, String role, Collection<Long> entries) {
    entries.forEach(entry -> roles.computeIfAbsent(entry, absent -> new TreeSet<>()).add(role));
  }

  private static JsonArray texts(Collection<String> texts) {
    return JsonArray.of(texts.stream().map(JsonString::of).toList());
  }
}
