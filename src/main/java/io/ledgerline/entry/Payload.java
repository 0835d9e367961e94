package io.ledgerline.entry;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonPointer;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonNull;
import io.ledgerline.canon.MalformedJsonException;
import io.ledgerline.canon.StrictJsonReader;
import io.ledgerline.merkle.Digest;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/// A producer's accepted bytes, cut into units, with the salts that hide them.
///
/// No raw copy is kept: putting the units back in their places gives the accepted bytes again,
/// which the event digest proves.
///
/// @param mediaType of the accepted bytes; [Frame#MEDIA_TYPE] if they are a frame
/// @param eventSalt the salt of the event digest
/// @param units unit 0, then one for each pointer, by byte offset
public record Payload(String mediaType, Salt eventSalt, List<DataUnit> units) {

  private static final Bytes NULL = Bytes.utf8("null");
  private static final JsonLimits STORED = new JsonLimits(Integer.MAX_VALUE, 1_000);

  /// Checks that unit 0 is there and first.
  ///
  /// @throws CorruptEntryException if it is not
  public Payload {
    units = List.copyOf(units);
    if (units.isEmpty() || !units.get(0).pointer().isEmpty()) {
      throw new CorruptEntryException("a payload starts with unit 0");
    }
  }

  /// Cuts accepted bytes. Pointers that lead nowhere are passed over; of pointers within each other
  /// the outermost counts.
  ///
  /// @param accepted what was received, secrets replaced
  /// @param json the JSON in it, read from `accepted` or, for a frame, from its data
  /// @param personal the pointers to cut out; the empty pointer is not one
  /// @param random of the salts
  public static Payload cut(
      String mediaType,
      Bytes accepted,
      JsonValue json,
      List<JsonPointer> personal,
      RandomGenerator random) {
    int shift = dataOffset(mediaType, accepted);
    Salt eventSalt = Salt.random(random);
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    List<DataUnit> cuts = new ArrayList<>();
    int from = 0;
    for (Place place : places(json, personal)) {
      int start = place.value.start() + shift;
      if (start < from) {
        continue; // within the unit before it
      }
      int end = place.value.end() + shift;
      rest.writeBytes(accepted.slice(from, start).toArray());
      rest.writeBytes(NULL.toArray());
      cuts.add(
          new DataUnit(place.pointer.toString(), Salt.random(random), accepted.slice(start, end)));
      from = end;
    }
    rest.writeBytes(accepted.slice(from, accepted.size()).toArray());
    List<DataUnit> units = new ArrayList<>();
    units.add(new DataUnit("", Salt.random(random), Bytes.owned(rest.toByteArray())));
    units.addAll(cuts);
    return new Payload(mediaType, eventSalt, units);
  }

  /// A payload in one unit: bytes that are no JSON, or in which nothing is personal.
  public static Payload whole(String mediaType, Bytes accepted, RandomGenerator random) {
    Salt eventSalt = Salt.random(random);
    return new Payload(
        mediaType, eventSalt, List.of(new DataUnit("", Salt.random(random), accepted)));
  }

  /// What the leaf says of this payload.
  public Commitment commitment() {
    List<Digest> digests = units.stream().map(DataUnit::digest).toList();
    return new Commitment(Commitment.eventDigest(eventSalt, accepted()), digests);
  }

  /// The accepted bytes, put together again.
  ///
  /// @throws CorruptEntryException if a unit's pointer does not lead to a `null` in unit 0
  public Bytes accepted() {
    Bytes rest = units.get(0).value();
    if (units.size() == 1) {
      return rest;
    }
    int shift = dataOffset(mediaType, rest);
    JsonValue json = readJson(rest.slice(shift, rest.size()));
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    int from = 0;
    for (DataUnit unit : units.subList(1, units.size())) {
      JsonValue hole =
          JsonPointer.parse(unit.pointer())
              .find(json)
              .filter(value -> value instanceof JsonNull)
              .orElseThrow(() -> new CorruptEntryException("no place for unit " + unit.pointer()));
      if (hole.start() + shift < from) {
        throw new CorruptEntryException("units are not in the order of their places");
      }
      whole.writeBytes(rest.slice(from, hole.start() + shift).toArray());
      whole.writeBytes(unit.value().toArray());
      from = hole.end() + shift;
    }
    whole.writeBytes(rest.slice(from, rest.size()).toArray());
    return Bytes.owned(whole.toByteArray());
  }

  private static List<Place> places(JsonValue json, List<JsonPointer> personal) {
    List<Place> places = new ArrayList<>();
    for (JsonPointer pointer : personal) {
      if (!pointer.tokens().isEmpty()) {
        pointer.find(json).ifPresent(value -> places.add(new Place(pointer, value)));
      }
    }
    // The outer one first where two start at the same byte: it ends later.
    places.sort(
        Comparator.comparingInt((Place place) -> place.value.start())
            .thenComparingInt(place -> -place.value.end()));
    return places;
  }

  private static int dataOffset(String mediaType, Bytes bytes) {
    return mediaType.equals(Frame.MEDIA_TYPE) ? Frame.parse(bytes).dataOffset() : 0;
  }

  private static JsonValue readJson(Bytes text) {
    try {
      return StrictJsonReader.read(text, STORED);
    } catch (MalformedJsonException malformed) {
      throw new CorruptEntryException("unit 0 is no JSON: " + malformed.getMessage(), malformed);
    }
  }

  private record Place(JsonPointer pointer, JsonValue value) {}
}
