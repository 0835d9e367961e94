package io.ledgerline.event.system;

import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// The stored log was hashed again.
///
/// @param number of the sweep, from 1 on without gaps; it names the record
/// @param size how many entries the log had
/// @param rootHash of the tree over them, SHA-256 in lower-case hexadecimal
/// @param chainHash of the last of them, SHA-256 in lower-case hexadecimal
/// @param since how many entries an earlier sweep had verified, which were not hashed again but for
///   `ranges`; 0 if everything was
/// @param newestFull the number of the newest sweep that hashed everything, this one perhaps; 0 for
///   none
/// @param ranges of 16,384 entries each, counted from 0, that were hashed again though verified
///   before
/// @param entries how many were hashed
/// @param checkpoints how many were compared
/// @param findingsCount how many things were wrong
/// @param foundAt the entries of the first findings
public record Sweep(
    long number,
    long size,
    String rootHash,
    String chainHash,
    long since,
    long newestFull,
    SortedSet<Long> ranges,
    long entries,
    long checkpoints,
    long findingsCount,
    SortedSet<Long> foundAt)
    implements SystemRecord {

  /// The type of the leaf.
  public static final String TYPE = "io.ledgerline.sweep.v1";

  /// Copies the sets and checks the numbers.
  ///
  /// @throws IllegalArgumentException if a digest is not SHA-256 in lower-case hexadecimal, or a
  ///   number cannot be
  public Sweep {
    ranges = Collections.unmodifiableSortedSet(new TreeSet<>(ranges));
    foundAt = Collections.unmodifiableSortedSet(new TreeSet<>(foundAt));
    if (!rootHash.matches("[0-9a-f]{64}") || !chainHash.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("a digest has 64 hexadecimal digits in lower case");
    }
    if (number < 1 || size < 1 || since < 0 || since > size || newestFull > number) {
      throw new IllegalArgumentException("sweep %d of %d since %d".formatted(number, size, since));
    }
  }

  /// Whether nothing was wrong.
  public boolean isSound() {
    return findingsCount == 0;
  }

  @Override
  public String type() {
    return TYPE;
  }

  /// The number: two replicas that sweep at once cannot both be the same sweep.
  @Override
  public String name() {
    return Long.toString(number);
  }

  @Override
  public CanonicalJson toJson() {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("v", JsonString.of("1"));
    fields.put("number", JsonNumber.of(number));
    fields.put("size", JsonNumber.of(size));
    fields.put("root_hash", JsonString.of(rootHash));
    fields.put("chain_hash", JsonString.of(chainHash));
    fields.put("since", JsonNumber.of(since));
    fields.put("newest_full", JsonNumber.of(newestFull));
    fields.put("ranges", numbers(ranges));
    fields.put("entries", JsonNumber.of(entries));
    fields.put("checkpoints", JsonNumber.of(checkpoints));
    fields.put("findings_count", JsonNumber.of(findingsCount));
    fields.put("found_at", numbers(foundAt));
    return CanonicalJson.of(JsonObject.of(fields));
  }

  /// Reads what [#toJson] writes.
  ///
  /// @throws IllegalArgumentException if it is something else
  public static Sweep parse(CanonicalJson json) {
    Sweep sweep =
        new Sweep(
            json.integer("number"),
            json.integer("size"),
            json.string("root_hash"),
            json.string("chain_hash"),
            json.integer("since"),
            json.integer("newest_full"),
            numbers(json, "ranges"),
            json.integer("entries"),
            json.integer("checkpoints"),
            json.integer("findings_count"),
            numbers(json, "found_at"));
    if (!sweep.toJson().equals(json)) {
      throw new IllegalArgumentException("a sweep of another version: " + json);
    }
    return sweep;
  }

  private static JsonArray numbers(SortedSet<Long> numbers) {
    return JsonArray.of(numbers.stream().map(JsonNumber::of).toList());
  }

  private static SortedSet<Long> numbers(CanonicalJson json, String name) {
    SortedSet<Long> numbers = new TreeSet<>();
    for (JsonValue element : json.object().array(name)) {
      if (element instanceof JsonNumber number) {
        number.integer().ifPresent(n -> numbers.add(n));
      }
    }
    return numbers;
  }
}
