package io.ledgerline.entry;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonPointer;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.canon.MalformedJsonException;
import io.ledgerline.merkle.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a producer gets back: where its event stands, the leaf, and the salts that open the leaf's
/// commitment, so that it can check that the leaf is its own event.
///
/// A receipt is no proof: it says that the entry is durably numbered. The proof is the entry's
/// `tlog-proof`, once a checkpoint covers it.
///
/// @param log the log
/// @param origin the origin of the log's checkpoints
/// @param index the entry's place, from 0
/// @param leaf the leaf
/// @param eventSalt opens the event digest
/// @param unitSalts open the units, unit 0 first
public record Receipt(
    LogId log, String origin, long index, Leaf leaf, Salt eventSalt, List<UnitSalt> unitSalts) {

  /// The version of this format.
  public static final String VERSION = "1";

  /// The salt of one unit.
  ///
  /// @param pointer where the unit stands; empty for unit 0
  /// @param salt of the unit
  public record UnitSalt(String pointer, Salt salt) {

    /// Checks the pointer.
    ///
    /// @throws CorruptEntryException if it is not one of RFC 6901
    public UnitSalt {
      DataUnit.requirePointer(pointer);
    }
  }

  /// Checks that there are as many salts as units, unit 0 first, and that the index is one.
  ///
  /// @throws CorruptEntryException if not
  public Receipt {
    unitSalts = List.copyOf(unitSalts);
    if (unitSalts.size() != leaf.units() || !unitSalts.get(0).pointer().isEmpty()) {
      throw new CorruptEntryException(
          leaf.units() + " units, " + unitSalts.size() + " salts in a receipt");
    }
    if (index < 0) {
      throw new CorruptEntryException("a receipt for index " + index);
    }
  }

  /// The receipt for a payload.
  public static Receipt of(LogId log, String origin, long index, Leaf leaf, Payload payload) {
    return new Receipt(
        log,
        origin,
        index,
        leaf,
        payload.eventSalt(),
        payload.units().stream().map(u -> new UnitSalt(u.pointer(), u.salt())).toList());
  }

  /// Whether the leaf commits to exactly these bytes, as a whole and cut into units.
  ///
  /// False also when secrets were replaced in them before they were hashed; `leaf.redactions()`
  /// tells.
  ///
  /// @param sent what was sent; in binary mode the bytes of its [Frame]
  public boolean opens(Bytes sent) {
    List<JsonPointer> pointers =
        unitSalts.stream().skip(1).map(unit -> JsonPointer.parse(unit.pointer())).toList();
    List<Salt> salts = unitSalts.stream().map(UnitSalt::salt).toList();
    return Payload.cutAgain(leaf.mediaType(), sent, pointers, eventSalt, salts)
        .map(Payload::commitment)
        .filter(made -> made.eventDigest().equals(leaf.eventDigest()))
        .filter(made -> made.payloadRoot().equals(leaf.payloadRoot()))
        .isPresent();
  }

  /// The JSON form, in RFC 8785 bytes.
  public CanonicalJson toJson() {
    List<JsonValue> salts = new ArrayList<>();
    for (UnitSalt unit : unitSalts) {
      Map<String, JsonValue> salt = new LinkedHashMap<>();
      salt.put("pointer", JsonString.of(unit.pointer()));
      salt.put("salt", JsonString.of(unit.salt().toBase64()));
      salts.add(JsonObject.of(salt));
    }
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("v", JsonString.of(VERSION));
    fields.put("log", JsonString.of(log.toString()));
    fields.put("origin", JsonString.of(origin));
    fields.put("index", JsonNumber.of(index));
    fields.put("leaf", JsonString.of(leaf.json().toString()));
    fields.put("leaf_hash", JsonString.of(leaf.hash().toBase64()));
    fields.put("event_salt", JsonString.of(eventSalt.toBase64()));
    fields.put("unit_salts", JsonArray.of(salts));
    return CanonicalJson.of(JsonObject.of(fields));
  }

  /// Reads the JSON form.
  ///
  /// Version 1 has exactly these fields: what another field means to the rest is not known here.
  ///
  /// @throws CorruptEntryException if it is no receipt, or its leaf hash is not that of its leaf
  public static Receipt parse(Bytes bytes) {
    try {
      CanonicalJson json = CanonicalJson.parse(bytes, JsonLimits.OWN_RECORDS);
      if (!json.string("v").equals(VERSION)) {
        throw new CorruptEntryException("a receipt of version " + json.string("v"));
      }
      Leaf leaf = Leaf.parse(Bytes.utf8(json.string("leaf")));
      if (!leaf.hash().equals(Digest.parseBase64(json.string("leaf_hash")))) {
        throw new CorruptEntryException("the leaf hash of a receipt is not that of its leaf");
      }
      List<UnitSalt> salts = new ArrayList<>();
      for (JsonValue element : json.object().array("unit_salts")) {
        if (!(element instanceof JsonObject salt)) {
          throw new CorruptEntryException("a unit salt of a receipt is an object");
        }
        salts.add(
            new UnitSalt(
                salt.string("pointer").orElse(""),
                Salt.parseBase64(salt.string("salt").orElse(""))));
      }
      Receipt receipt =
          new Receipt(
              LogId.parse(json.string("log")),
              json.string("origin"),
              json.integer("index"),
              leaf,
              Salt.parseBase64(json.string("event_salt")),
              salts);
      if (!receipt.toJson().equals(json)) {
        throw new CorruptEntryException("a receipt with fields that version 1 does not have");
      }
      return receipt;
    } catch (MalformedJsonException | IllegalArgumentException malformed) {
      throw new CorruptEntryException("not a receipt: " + malformed.getMessage(), malformed);
    }
  }
}
