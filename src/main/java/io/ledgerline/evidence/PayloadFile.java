package io.ledgerline.evidence;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.entry.DataUnit;
import io.ledgerline.entry.Payload;
import io.ledgerline.entry.Salt;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.StrictBase64;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `payload/<index>.json`: what a bundle shows of a payload, as RFC 8785 JSON.
///
/// @param disclosure what is shown
/// @param digests what the file says that the units' digests are, so that a changed unit can be
///   named
record PayloadFile(Disclosure disclosure, List<Digest> digests) {

  /// The version of a file in which a unit was erased: older readers would take it for withheld.
  private static final String WITH_ERASED = "2";

  private static final String ERASED_BY = "erased_by";
  private static final JsonLimits LIMITS = new JsonLimits(BundleFormat.FILE_BYTES_MAX, 4);

  static Bytes render(Disclosure disclosure) {
    List<Digest> digests = disclosure.units().stream().map(Disclosure.Unit::digest).toList();
    return new PayloadFile(disclosure, digests).toJson().bytes();
  }

  /// Reads a file.
  ///
  /// @throws RuntimeException of the packages below if it is none; [Findings] knows them
  static PayloadFile parse(Bytes bytes) {
    CanonicalJson json = CanonicalJson.parse(bytes, LIMITS);
    String version = json.string("v");
    if (!version.equals(BundleFormat.VERSION) && !version.equals(WITH_ERASED)) {
      throw new IllegalArgumentException("a payload file of version " + json.string("v"));
    }
    List<Digest> digests = new ArrayList<>();
    List<DataUnit> open = new ArrayList<>();
    List<Disclosure.Unit> units = new ArrayList<>();
    for (JsonValue element : json.object().array("units")) {
      if (!(element instanceof JsonObject fields)) {
        throw new IllegalArgumentException("a unit is an object");
      }
      Digest digest = Digest.parseBase64(text(fields, "digest"));
      digests.add(digest);
      if (fields.members().containsKey("salt")) {
        DataUnit unit =
            new DataUnit(
                text(fields, "pointer"), Salt.parseBase64(text(fields, "salt")), value(fields));
        open.add(unit);
        units.add(new Disclosure.Open(unit));
      } else if (fields.members().containsKey(ERASED_BY)) {
        units.add(new Disclosure.Erased(digest, erasedBy(fields)));
      } else {
        units.add(new Disclosure.Closed(digest));
      }
    }
    String mediaType = json.string("media_type");
    Optional<String> eventSalt = json.object().string("event_salt");
    PayloadFile read =
        new PayloadFile(
            eventSalt.isPresent()
                ? new Disclosure.Whole(
                    new Payload(mediaType, Salt.parseBase64(eventSalt.get()), open))
                : new Disclosure.Partial(mediaType, units),
            digests);
    if (!read.toJson().equals(json)) {
      throw new IllegalArgumentException("has fields that this format does not have");
    }
    return read;
  }

  private CanonicalJson toJson() {
    List<JsonValue> units = new ArrayList<>();
    for (int i = 0; i < digests.size() && i < disclosure.units().size(); i++) {
      Map<String, JsonValue> fields = new LinkedHashMap<>();
      put(fields, "digest", digests.get(i).toBase64());
      if (disclosure.units().get(i) instanceof Disclosure.Open open) {
        put(fields, "pointer", open.unit().pointer());
        put(fields, "salt", open.unit().salt().toBase64());
        Bytes value = open.unit().value();
        value
            .strictUtf8()
            .ifPresentOrElse(
                text -> put(fields, "text", text),
                () -> put(fields, "base64", StrictBase64.encode(value.toArray())));
      }
      if (disclosure.units().get(i) instanceof Disclosure.Erased erased) {
        fields.put(ERASED_BY, JsonNumber.of(erased.by()));
      }
      units.add(JsonObject.of(fields));
    }
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    if (disclosure instanceof Disclosure.Whole whole) {
      put(fields, "event_salt", whole.payload().eventSalt().toBase64());
    }
    put(fields, "media_type", disclosure.mediaType());
    put(fields, "v", hasErased() ? WITH_ERASED : BundleFormat.VERSION);
    fields.put("units", JsonArray.of(units));
    return CanonicalJson.of(JsonObject.of(fields));
  }

  private boolean hasErased() {
    return disclosure.units().stream().anyMatch(Disclosure.Erased.class::isInstance);
  }

  private static long erasedBy(JsonObject fields) {
    return fields
        .integer(ERASED_BY)
        .filter(by -> by > 0)
        .orElseThrow(() -> new IllegalArgumentException("a unit erased by no entry"));
  }

  private static Bytes value(JsonObject fields) {
    Optional<String> text = fields.string("text");
    return text.isPresent()
        ? Bytes.utf8(text.get())
        : Bytes.owned(StrictBase64.decode(text(fields, "base64")));
  }

  private static String text(JsonObject fields, String name) {
    return fields
        .string(name)
        .orElseThrow(() -> new IllegalArgumentException("a unit without " + name));
  }

  private static void put(Map<String, JsonValue> fields, String name, String value) {
    fields.put(name, JsonString.of(value));
  }
}
