package io.ledgerline.fault.replica;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.StrictJsonReader;
import io.ledgerline.entry.Receipt;
import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.merkle.ConsistencyFile;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.InclusionProof;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.InclusionFile;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.VerifierKey;
import io.ledgerline.wiring.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.jena.riot.out.NodeFmtLib;

/// What replicas say of one log when they have come to rest.
final class Afterwards {

  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 20);
  private static final int PAGE = 1_000;
  private static final int SHOWN_MAX = 30;

  private Afterwards() {}

  /// Whether a replica has published, and taken into its graph, as many entries as there are.
  static boolean hasAll(ServiceProcess replica, long size) {
    String graph = replica.get("/api/v1/graph").body();
    return Checkpoint.parse(newest(replica).text()).size() == size
        && graph.contains("\"position\":" + (size - 1) + ",")
        && !graph.contains("renewal");
  }

  /// The newest checkpoint of a replica.
  static SignedNote newest(ServiceProcess replica) {
    return SignedNote.parse(replica.get("/log/checkpoint").body().getBytes(UTF_8));
  }

  /// Checks that a receipt opens its event, and is proved by a replica against the checkpoint that
  /// another one shows.
  static void assertProved(
      ServiceProcess replica, Checkpoint checkpoint, String event, Receipt receipt) {
    assertThat(receipt.opens(Bytes.utf8(event))).as(event).isTrue();
    InclusionFile file =
        InclusionFile.parse(
            replica.get("/api/v1/entries/" + receipt.index() + "/proof").body().getBytes(UTF_8));
    assertThat(
            new InclusionProof(receipt.index(), checkpoint.size(), file.hashes())
                .proves(receipt.leaf().hash(), checkpoint.root()))
        .as(event)
        .isTrue();
  }

  /// Checks that what replicas showed are beginnings of one log, as another replica proves it.
  static void assertConsistent(
      ServiceProcess replica, Checkpoint newest, List<SignedNote> shown, VerifierKey key) {
    Map<Long, Digest> rootBySize = new TreeMap<>();
    for (SignedNote note : shown) {
      Checkpoint checkpoint = Checkpoint.open(note, List.of(key));
      Digest before = rootBySize.putIfAbsent(checkpoint.size(), checkpoint.root());
      assertThat(checkpoint.root()).isEqualTo(before == null ? checkpoint.root() : before);
    }
    rootBySize.entrySet().stream()
        .limit(SHOWN_MAX)
        .forEach(
            one -> {
              String path = "/log/consistency?from=" + one.getKey() + "&to=" + newest.size();
              assertThat(
                      ConsistencyFile.parse(replica.get(path).body().getBytes(UTF_8))
                          .proves(one.getValue(), newest.root()))
                  .as(path)
                  .isTrue();
            });
  }

  /// The key that the checkpoints of a replica are verified with, as its operator finds it.
  static VerifierKey key(Path keys) {
    try {
      return VerifierKey.parse(Files.readString(keys.resolve("log.vkey")).strip());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// The accepted bytes of every entry whose job has a name that begins so.
  static List<String> recorded(ServiceProcess replica, long size, String prefix) {
    List<String> found = new ArrayList<>();
    for (long from = 0; from < size; ) {
      String page =
          replica
              .get("/api/v1/export/entries?from=" + from + "&before=" + Math.min(size, from + PAGE))
              .body();
      for (String line : page.lines().toList()) {
        JsonObject entry = (JsonObject) StrictJsonReader.read(Bytes.utf8(line), LIMITS);
        from = entry.integer("index").orElseThrow() + 1;
        String text = ((JsonObject) entry.array("units").getFirst()).string("text").orElse("");
        if (text.contains("\"name\":\"" + prefix)) {
          found.add(text);
        }
      }
    }
    return found;
  }

  /// Every quad of the graph in a directory that nobody has open, the cursor too.
  static List<String> quads(Path directory) {
    GraphSettings settings = GraphSettings.in(directory);
    try (LineageGraph graph = LineageGraph.open(settings, new Iris("https://ledger.example"))) {
      return graph.read(
          dataset ->
              dataset.stream()
                  .map(
                      quad ->
                          Stream.of(
                                  quad.getGraph(),
                                  quad.getSubject(),
                                  quad.getPredicate(),
                                  quad.getObject())
                              .map(NodeFmtLib::strNT)
                              .toList()
                              .toString())
                  .sorted()
                  .toList());
    }
  }
}
