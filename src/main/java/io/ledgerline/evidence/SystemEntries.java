package io.ledgerline.evidence;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.MalformedJsonException;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.Leaf;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.entry.rotation.RotationEntry;
import io.ledgerline.merkle.Digest;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.history.KeyHistory;
import io.ledgerline.note.history.KeyRotation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads the entries that the log wrote of itself: its genesis, the exports of documents, erasures.
final class SystemEntries {

  private static final String EXPORT = "io.ledgerline.document-export.v1";
  private static final String ERASURE = "io.ledgerline.erasure.v1";
  private static final String DIGEST = "output_digest";

  private SystemEntries() {}

  /// Notes it unless entry 0 is the genesis of the log that the rest of the bundle speaks of.
  static void requireGenesis(BundleReader.Parts parts, Findings findings) {
    Optional<BundleReader.EntryFiles> first =
        parts.entries().stream().filter(entry -> entry.index() == 0).findFirst();
    if (first.isEmpty()) {
      findings.add(BundleFormat.DESCRIPTION, "entry 0, the genesis of the log, is not described");
      return;
    }
    Optional<Leaf> leaf = first.get().leaf();
    findings.require(
        leaf.map(Leaf::type).orElse(Genesis.TYPE).equals(Genesis.TYPE),
        BundleFormat.leaf(0),
        "is no genesis: its type is " + leaf.map(Leaf::type).orElse(""));
    Optional<PayloadFile> payload = first.get().payload();
    if (payload.isPresent()) {
      String file = BundleFormat.payload(0);
      if (payload.get().disclosure() instanceof Disclosure.Whole whole) {
        findings
            .read(file, () -> Genesis.parse(whole.payload().accepted()))
            .ifPresent(genesis -> check(genesis, parts, findings));
      } else {
        findings.add(file, "the genesis must be shown as a whole");
      }
    }
  }

  private static void check(Genesis genesis, BundleReader.Parts parts, Findings findings) {
    String file = BundleFormat.payload(0);
    findings.require(
        genesis.origin().equals(parts.description().origin()),
        file,
        "is the genesis of " + genesis.origin() + ", not of " + parts.description().origin());
    findings.require(
        genesis.log().equals(parts.description().log()),
        file,
        "is the genesis of log " + genesis.log() + ", not of " + parts.description().log());
    findings.require(
        genesis.key().equals(parts.key()),
        file,
        "names the key " + genesis.key() + ", " + BundleFormat.KEY + " is " + parts.key());
  }

  /// The keys of the log, as far as the bundle shows: its first one, and those that its entries
  /// pass it to. That an entry is in the log is checked elsewhere; here its signatures count.
  static KeyHistory history(BundleReader.Parts parts, Findings findings) {
    KeyHistory history = KeyHistory.of(parts.description().log().toString(), parts.key());
    for (BundleReader.EntryFiles entry : parts.entries()) {
      if (entry.leaf().map(Leaf::type).equals(Optional.of(RotationEntry.TYPE))) {
        String file = BundleFormat.payload(entry.index());
        try {
          history = history.with(new KeyHistory.Step(entry.index(), rotation(entry)));
        } catch (CorruptEntryException | MalformedNoteException none) {
          findings.add(file, "passes the log to no other key: " + none.getMessage());
        }
      }
    }
    return history;
  }

  private static KeyRotation rotation(BundleReader.EntryFiles entry) {
    if (entry.payload().map(PayloadFile::disclosure).orElse(null)
        instanceof Disclosure.Whole whole) {
      return RotationEntry.parse(whole.payload().accepted());
    }
    throw new CorruptEntryException("it must be shown as a whole");
  }

  /// The documents of a bundle whose entries have been checked.
  static List<Verdict.Document> documents(BundleReader.Parts parts) {
    // Each entry is read once, however many documents there are.
    Map<String, List<Long>> entriesByDigest = new HashMap<>();
    for (BundleReader.EntryFiles entry : parts.entries()) {
      exported(entry)
          .ifPresent(
              digest ->
                  entriesByDigest
                      .computeIfAbsent(digest, none -> new ArrayList<>())
                      .add(entry.index()));
    }
    List<Verdict.Document> documents = new ArrayList<>();
    for (String name : parts.description().documents().keySet()) {
      Bytes content = parts.files().getOrDefault(BundleFormat.document(name), Bytes.EMPTY);
      Digest digest = Manifest.sha256(content);
      documents.add(
          new Verdict.Document(
              name, digest, entriesByDigest.getOrDefault(digest.toHex(), List.of())));
    }
    return documents;
  }

  /// An erasure.
  ///
  /// @param units what it says it erased
  /// @param at when it was received, by the operator's clock
  record Erasure(UnitSet units, Instant at) {}

  /// The erasures of a bundle, by index.
  static SortedMap<Long, Erasure> erasures(BundleReader.Parts parts, Findings findings) {
    SortedMap<Long, Erasure> erasures = new TreeMap<>();
    for (BundleReader.EntryFiles entry : parts.entries()) {
      record(entry, ERASURE)
          .flatMap(
              record -> findings.read(BundleFormat.payload(entry.index()), () -> unitsOf(record)))
          .ifPresent(
              units ->
                  entry
                      .leaf()
                      .ifPresent(
                          leaf ->
                              erasures.put(entry.index(), new Erasure(units, leaf.receivedAt()))));
    }
    return erasures;
  }

  private static UnitSet unitsOf(JsonObject record) {
    if (!record.string("v").equals(Optional.of("1"))) {
      throw new IllegalArgumentException("an erasure of another version");
    }
    SortedMap<Long, SortedSet<Integer>> units = new TreeMap<>();
    for (JsonValue element : record.array("targets")) {
      if (!(element instanceof JsonObject target)) {
        throw new IllegalArgumentException("a target of an erasure is an object");
      }
      SortedSet<Integer> numbers = new TreeSet<>();
      for (JsonValue unit : target.array("units")) {
        if (unit instanceof JsonNumber number) {
          numbers.add(unitNumber(number));
        }
      }
      units.put(target.integer("index").orElse(-1L), numbers);
    }
    return new UnitSet(units);
  }

  private static int unitNumber(JsonNumber number) {
    return number
        .integer()
        .filter(unit -> unit >= 0 && unit <= Integer.MAX_VALUE)
        .map(Long::intValue)
        .orElseThrow(() -> new IllegalArgumentException("no unit has the number " + number.text()));
  }

  private static Optional<String> exported(BundleReader.EntryFiles entry) {
    return record(entry, EXPORT).flatMap(export -> export.string(DIGEST));
  }

  /// What the system recorded in an entry of this type; empty for every other entry, for one that
  /// is not shown as a whole, and for what is no object.
  private static Optional<JsonObject> record(BundleReader.EntryFiles entry, String type) {
    if (!entry.leaf().map(Leaf::type).equals(Optional.of(type))
        || !(entry.payload().map(PayloadFile::disclosure).orElse(null)
            instanceof Disclosure.Whole whole)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          CanonicalJson.parse(whole.payload().accepted(), JsonLimits.OWN_RECORDS).object());
    } catch (MalformedJsonException | IllegalArgumentException otherVersion) {
      return Optional.empty();
    }
  }
}
