package io.ledgerline.segment.archive;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.entry.Leaf;
import io.ledgerline.entry.Salt;
import io.ledgerline.ledger.EntryStore.EntryRow;
import io.ledgerline.ledger.EntryStore.PayloadRow;
import io.ledgerline.ledger.EntryStore.UnitRow;
import io.ledgerline.ledger.Submission.Mark;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.StrictBase64;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One line of a file of units: everything of an entry but its leaf, which is in the bundle.
///
/// @param chainHash as it is stored
/// @param origin what is kept beside leaf and payload
/// @param eventSalt null where any unit is erased
/// @param units in the order of their numbers
public record ExportedEntry(
    Digest chainHash, EntryOrigin origin, @Nullable Salt eventSalt, List<UnitRow> units) {

  private static final String VERSION = "1";
  private static final JsonLimits LIMITS = new JsonLimits(Integer.MAX_VALUE, 6);

  /// Copies the list.
  public ExportedEntry {
    units = List.copyOf(units);
  }

  /// An entry as it is stored.
  static ExportedEntry of(PayloadRow row, EntryOrigin origin) {
    return new ExportedEntry(row.row().chainHash(), origin, row.eventSalt(), row.units());
  }

  /// The index of the entry.
  public long index() {
    return origin.index();
  }

  /// The entry as it was stored; its hash and its time are those of the leaf.
  ///
  /// @throws io.ledgerline.entry.CorruptEntryException if the bytes are no leaf
  PayloadRow row(Bytes leaf) {
    return new PayloadRow(
        new EntryRow(
            index(), Leaf.parse(leaf).receivedAt(), leaf, Digest.ofLeaf(leaf.view()), chainHash),
        eventSalt,
        units);
  }

  /// The line, without its end.
  public CanonicalJson toJson() {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    put(fields, "v", VERSION);
    fields.put("index", JsonNumber.of(index()));
    put(fields, "chain_hash", chainHash.toBase64());
    put(fields, "retention_class", origin.retentionClass());
    put(fields, "key_hash", origin.keyHash().toBase64());
    put(fields, "content_hash", origin.contentHash().toBase64());
    Salt salt = eventSalt;
    if (salt != null) {
      put(fields, "event_salt", salt.toBase64());
    }
    fields.put("units", JsonArray.of(units.stream().map(ExportedEntry::json).toList()));
    if (!origin.subjects().isEmpty()) {
      fields.put(
          "subjects",
          JsonArray.of(
              origin.subjects().stream()
                  .map(
                      mark ->
                          JsonObject.of(
                              Map.of(
                                  "subject", JsonString.of(mark.subject().toBase64()),
                                  "unit", JsonNumber.of(mark.unit()))))
                  .toList()));
    }
    return CanonicalJson.of(JsonObject.of(fields));
  }

  /// Reads a line.
  ///
  /// @throws RuntimeException of the packages above if it is none: they know no common one
  public static ExportedEntry parse(Bytes line) {
    CanonicalJson json = CanonicalJson.parse(line, LIMITS);
    List<UnitRow> units = new ArrayList<>();
    for (JsonObject unit : objects(json.object(), "units")) {
      units.add(unit(units.size(), unit));
    }
    List<Mark> subjects =
        objects(json.object(), "subjects").stream()
            .map(
                mark ->
                    new Mark(
                        Digest.parseBase64(text(mark, "subject")),
                        Math.toIntExact(mark.integer("unit").orElse(-1L))))
            .toList();
    Optional<String> salt = json.object().string("event_salt");
    ExportedEntry entry =
        new ExportedEntry(
            Digest.parseBase64(json.string("chain_hash")),
            new EntryOrigin(
                json.integer("index"),
                json.string("retention_class"),
                Digest.parseBase64(json.string("key_hash")),
                Digest.parseBase64(json.string("content_hash")),
                subjects),
            salt.isPresent() ? Salt.parseBase64(salt.get()) : null,
            units);
    if (!entry.toJson().equals(json)) {
      throw new IllegalArgumentException("an entry of another version");
    }
    return entry;
  }

  private static JsonValue json(UnitRow unit) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    put(fields, "pointer", unit.pointer());
    put(fields, "digest", unit.digest().toBase64());
    Salt salt = unit.salt();
    Bytes value = unit.value();
    Long by = unit.erasedBy();
    if (salt != null) {
      put(fields, "salt", salt.toBase64());
    }
    if (value != null) {
      value
          .strictUtf8()
          .ifPresentOrElse(
              text -> put(fields, "text", text),
              () -> put(fields, "base64", StrictBase64.encode(value.toArray())));
    }
    if (by != null) {
      fields.put("erased_by", JsonNumber.of(by));
    }
    return JsonObject.of(fields);
  }

  private static UnitRow unit(int number, JsonObject fields) {
    Optional<String> salt = fields.string("salt");
    Optional<Bytes> value =
        fields
            .string("text")
            .map(Bytes::utf8)
            .or(() -> fields.string("base64").map(t -> Bytes.owned(StrictBase64.decode(t))));
    return new UnitRow(
        number,
        text(fields, "pointer"),
        Digest.parseBase64(text(fields, "digest")),
        salt.isPresent() ? Salt.parseBase64(salt.get()) : null,
        value.orElse(null),
        fields.integer("erased_by").orElse(null));
  }

  private static List<JsonObject> objects(JsonObject fields, String name) {
    List<JsonObject> objects = new ArrayList<>();
    for (JsonValue element : fields.array(name)) {
      if (element instanceof JsonObject object) {
        objects.add(object);
      }
    }
    return objects;
  }

  private static String text(JsonObject fields, String name) {
    return fields
        .string(name)
        .orElseThrow(() -> new IllegalArgumentException("a part without " + name));
  }

  private static void put(Map<String, JsonValue> fields, String name, String value) {
    fields.put(name, JsonString.of(value));
  }
}
