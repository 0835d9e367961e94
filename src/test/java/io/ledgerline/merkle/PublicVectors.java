package io.ledgerline.merkle;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.canon.StrictJsonReader;
import io.ledgerline.house.SharedFiles;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The vectors of transparency-dev/merkle, a JSON file each; most of them are proofs to be refused.
record PublicVectors(TreeMap<String, JsonObject> byName) {

  /// All vectors of a folder below `vectors/merkle/testdata`, or the test is skipped.
  static PublicVectors of(String folder) throws IOException {
    Path root = SharedFiles.require("vectors/merkle/testdata/" + folder);
    TreeMap<String, JsonObject> byName = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".json")).toList()) {
        byName.put(root.relativize(file).toString(), read(file));
      }
    }
    return new PublicVectors(byName);
  }

  /// The names of those about which the code under test and the vector differ.
  List<String> disagreements(Predicate<JsonObject> holds) {
    return byName.entrySet().stream()
        .filter(vector -> accepted(vector.getValue(), holds) != wanted(vector.getValue()))
        .map(vector -> vector.getKey())
        .toList();
  }

  /// How many hold, or how many must be refused.
  long count(boolean valid) {
    return byName.values().stream().filter(vector -> wanted(vector) == valid).count();
  }

  /// An unsigned number of 64 bits; one above 2^63 - 1 is refused, as where files are parsed.
  static long number(JsonObject vector, String name) {
    return new BigInteger(((JsonNumber) vector.members().get(name)).text()).longValueExact();
  }

  static Digest digest(JsonObject vector, String name) {
    return Digest.parseBase64(vector.string(name).orElse(""));
  }

  static Subtree subtree(JsonObject vector) {
    return new Subtree(number(vector, "start"), number(vector, "end"));
  }

  static List<Digest> proof(JsonObject vector) {
    return vector.array("proof").stream()
        .map(hash -> Digest.parseBase64(((JsonString) hash).value()))
        .toList();
  }

  private static boolean accepted(JsonObject vector, Predicate<JsonObject> holds) {
    try {
      return holds.test(vector);
    } catch (MalformedProofException | IllegalArgumentException | ArithmeticException refused) {
      return false;
    }
  }

  private static boolean wanted(JsonObject vector) {
    return !((JsonBoolean) vector.members().get("wantErr")).value();
  }

  private static JsonObject read(Path file) throws IOException {
    return (JsonObject)
        StrictJsonReader.read(Bytes.owned(Files.readAllBytes(file)), JsonLimits.OWN_RECORDS);
  }
}
