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
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

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

  /// Checks that unit 0 is there, first, and alone with the empty pointer.
  ///
  /// @throws CorruptEntryException if it is not
  public Payload {
    units = List.copyOf(units);
    if (units.isEmpty() || !units.get(0).pointer().isEmpty()) {
      throw new CorruptEntryException("a payload starts with unit 0");
    }
    if (units.stream().skip(1).anyMatch(unit -> unit.pointer().isEmpty())) {
      throw new CorruptEntryException("only unit 0 has the empty pointer");
    }
  }

  /// The most units of a payload: more would make receipts and bundles that no reader takes.
  public static final int UNITS_MAX = 5_000;

  /// How many units [#cut(String, Bytes, JsonValue, List, RandomGenerator)] would make, unit 0
  /// included.
  public static int unitsOf(JsonValue json, List<JsonPointer> personal) {
    return 1 + outermost(places(json, personal)).size();
  }

  /// In which unit a place of the JSON comes to stand.
  ///
  /// @param offset of a byte in the text that `json` was read from
  public static int unitAt(JsonValue json, List<JsonPointer> personal, int offset) {
    List<Place> places = outermost(places(json, personal));
    for (int i = 0; i < places.size(); i++) {
      if (places.get(i).value.start() <= offset && offset < places.get(i).value.end()) {
        return i + 1;
      }
    }
    return 0;
  }

  /// Cuts accepted bytes. Pointers that lead nowhere are passed over; of pointers within each other
  /// the outermost counts. A pointer through a repeated member cuts out every repetition.
  ///
  /// @param accepted what was received, secrets replaced
  /// @param json the JSON in it, read from `accepted` or, for a frame, from its data
  /// @param personal the pointers to cut out; the empty pointer is not one
  /// @param random of the salts
  /// @throws IllegalArgumentException if `json` was not read from these bytes, or they make more
  ///   than [#UNITS_MAX] units
  public static Payload cut(
      String mediaType,
      Bytes accepted,
      JsonValue json,
      List<JsonPointer> personal,
      RandomGenerator random) {
    List<Place> places = outermost(places(json, personal));
    if (places.size() >= UNITS_MAX) {
      throw new IllegalArgumentException("a payload of more than " + UNITS_MAX + " units");
    }
    List<Salt> salts =
        Stream.generate(() -> Salt.random(random)).limit(1L + places.size()).toList();
    Payload payload = cut(mediaType, accepted, places, Salt.random(random), salts);
    if (!payload.accepted().equals(accepted)) {
      throw new IllegalArgumentException("the JSON was not read from the accepted bytes");
    }
    return payload;
  }

  /// Cuts accepted bytes again as they were cut before.
  ///
  /// @param accepted the accepted bytes
  /// @param pointers where the units after unit 0 stand, in their order
  /// @param salts of the units, unit 0 first
  /// @return nothing if the bytes cannot be cut so
  static Optional<Payload> cutAgain(
      String mediaType,
      Bytes accepted,
      List<JsonPointer> pointers,
      Salt eventSalt,
      List<Salt> salts) {
    try {
      List<Place> places = List.of();
      if (!pointers.isEmpty()) {
        int shift = dataOffset(mediaType, accepted);
        places = outermost(places(readJson(accepted.slice(shift, accepted.size())), pointers));
      }
      if (!places.stream().map(Place::pointer).toList().equals(pointers)) {
        return Optional.empty();
      }
      return Optional.of(cut(mediaType, accepted, places, eventSalt, salts));
    } catch (CorruptEntryException unreadable) {
      return Optional.empty();
    }
  }

  private static Payload cut(
      String mediaType, Bytes accepted, List<Place> places, Salt eventSalt, List<Salt> salts) {
    int shift = dataOffset(mediaType, accepted);
    ByteArrayOutputStream rest = new ByteArrayOutputStream(accepted.size());
    List<DataUnit> cuts = new ArrayList<>();
    int from = 0;
    for (Place place : places) {
      int start = place.value.start() + shift;
      int end = place.value.end() + shift;
      accepted.slice(from, start).appendTo(rest);
      NULL.appendTo(rest);
      cuts.add(
          new DataUnit(
              place.pointer.toString(), salts.get(1 + cuts.size()), accepted.slice(start, end)));
      from = end;
    }
    accepted.slice(from, accepted.size()).appendTo(rest);
    List<DataUnit> units = new ArrayList<>();
    units.add(new DataUnit("", salts.get(0), Bytes.owned(rest.toByteArray())));
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
    return commitment(accepted());
  }

  /// The same for who has just cut it, and need not put it together again.
  ///
  /// @param accepted what [#accepted()] gives
  public Commitment commitment(Bytes accepted) {
    List<Digest> digests = units.stream().map(DataUnit::digest).toList();
    return new Commitment(Commitment.eventDigest(eventSalt, accepted), digests);
  }

  /// The accepted bytes, put together again: each unit after unit 0 in the place of the `null` at
  /// its pointer; where a member is repeated, units with the same pointer in the order of the text.
  ///
  /// @throws CorruptEntryException if a unit's pointer does not lead to a `null` in unit 0
  public Bytes accepted() {
    return joined(
        mediaType,
        units.get(0).value(),
        units.stream()
            .skip(1)
            .map(unit -> new Piece(unit.pointer(), Optional.of(unit.value())))
            .toList());
  }

  /// Whether this is the digest of the accepted bytes.
  ///
  /// @throws CorruptEntryException as [#accepted()] does
  public boolean opens(Digest eventDigest) {
    if (units.size() > 1) {
      int dataOffset = dataOffset(mediaType, units.get(0).value());
      Optional<Digest> digest = Commitment.eventDigest(eventSalt, units, dataOffset);
      // The digest proves the bytes; whatever else was found is left to the strict reader.
      if (digest.isPresent() && digest.get().equals(eventDigest)) {
        return true;
      }
    }
    return Commitment.eventDigest(eventSalt, accepted()).equals(eventDigest);
  }

  /// A unit after unit 0.
  ///
  /// @param value empty where it was erased
  public record Piece(String pointer, Optional<Bytes> value) {}

  /// Accepted bytes, put together of what is left: the `null` of an erased unit stays.
  ///
  /// @param rest unit 0
  /// @param pieces the other units, in their order
  /// @throws CorruptEntryException if a unit's pointer does not lead to a `null` in unit 0
  public static Bytes joined(String mediaType, Bytes rest, List<Piece> pieces) {
    if (pieces.isEmpty()) {
      return rest;
    }
    int shift = dataOffset(mediaType, rest);
    JsonValue json = readJson(rest.slice(shift, rest.size()));
    ByteArrayOutputStream whole = new ByteArrayOutputStream(rest.size() + sizeBytes(pieces));
    Map<String, Iterator<JsonValue>> holes = new HashMap<>();
    int from = 0;
    for (Piece piece : pieces) {
      Iterator<JsonValue> left =
          holes.computeIfAbsent(
              piece.pointer(), pointer -> JsonPointer.parse(pointer).findAll(json).iterator());
      if (!left.hasNext() || !(left.next() instanceof JsonNull hole)) {
        throw new CorruptEntryException("no place for unit " + piece.pointer());
      }
      if (hole.start() + shift < from) {
        throw new CorruptEntryException("units are not in the order of their places");
      }
      rest.slice(from, hole.start() + shift).appendTo(whole);
      piece.value().orElse(NULL).appendTo(whole);
      from = hole.end() + shift;
    }
    rest.slice(from, rest.size()).appendTo(whole);
    return Bytes.owned(whole.toByteArray());
  }

  private static int sizeBytes(List<Piece> pieces) {
    return pieces.stream().mapToInt(piece -> piece.value().orElse(NULL).size()).sum();
  }

  private static List<Place> places(JsonValue json, List<JsonPointer> pointers) {
    List<Place> places = new ArrayList<>();
    for (JsonPointer pointer : new LinkedHashSet<>(pointers)) {
      if (!pointer.tokens().isEmpty()) {
        pointer.findAll(json).forEach(value -> places.add(new Place(pointer, value)));
      }
    }
    if (places.stream().anyMatch(place -> place.value.start() == JsonValue.NOWHERE)) {
      throw new IllegalArgumentException("the JSON was not read from a text");
    }
    return places;
  }

  private static List<Place> outermost(List<Place> places) {
    List<Place> sorted = new ArrayList<>(places);
    // The outer one first where two start at the same byte: it ends later.
    sorted.sort(
        Comparator.comparingInt((Place place) -> place.value.start())
            .thenComparingInt(place -> -place.value.end()));
    List<Place> outermost = new ArrayList<>();
    int from = 0;
    for (Place place : sorted) {
      if (place.value.start() >= from) {
        outermost.add(place);
        from = place.value.end();
      }
    }
    return outermost;
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
