package io.ledgerline.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.apache.jena.graph.Node;
import org.junit.jupiter.api.Test;

/// One name, one IRI: spelled as pinned here, different for different names, and readable again.
class IrisTest {

  private static final Iris IRIS = new Iris("https://ledger.example/l");

  @Test
  void spellsEveryKindOfNodeAsItAlwaysDid() {
    // Given
    Node dataset = IRIS.dataset("file", "/srv/lake/a b");

    // When
    List<String> spelled =
        List.of(
                IRIS.log(),
                IRIS.entry(7),
                dataset,
                IRIS.version(dataset, "01A1F9B6-363A-70E2-9A52-3A42FB23AE16"),
                IRIS.namedVersion(dataset, "12"),
                IRIS.unknownVersion(dataset),
                IRIS.job("credit-prod", "credit_clean.x"),
                IRIS.run("run_id"),
                IRIS.field(IRIS.schema("ab"), List.of(2, 0)),
                IRIS.modelVersion("credit-prod", "credit_default", "3"),
                IRIS.decision("credit-prod", "A-1"),
                IRIS.context("ab"),
                IRIS.part(IRIS.record("0196E0C4-7D1A-7C52-9A11-3F5E8B7C1D20"), "result", 0),
                IRIS.agent("credit-prod", "emp-7"),
                IRIS.document("ab"),
                IRIS.graph("meta"))
            .stream()
            .map(node -> node.getURI().substring("https://ledger.example".length()))
            .toList();

    // Then
    assertThat(spelled)
        .containsExactly(
            "/l",
            "/l/entry/7",
            "/l/dataset/file/%2Fsrv%2Flake%2Fa%20b",
            "/l/dataset/file/%2Fsrv%2Flake%2Fa%20b/v/01a1f9b6-363a-70e2-9a52-3a42fb23ae16",
            "/l/dataset/file/%2Fsrv%2Flake%2Fa%20b/v/ext/12",
            "/l/dataset/file/%2Fsrv%2Flake%2Fa%20b/v/unknown",
            "/l/job/credit-prod/credit_clean.x",
            "/l/run/run_id",
            "/l/schema/ab/f/2/0",
            "/l/model/credit-prod/credit_default/v/3",
            "/l/decision/credit-prod/A-1",
            "/l/context/ab",
            "/l/record/0196e0c4-7d1a-7c52-9a11-3f5e8b7c1d20/result/0",
            "/l/agent/credit-prod/emp-7",
            "/l/document/ab",
            "/l/graph/meta");
  }

  @Test
  void givesDifferentNamesDifferentIrisAndReadsThemAgain() {
    // Given
    long seed = 20_261_121;
    RandomGenerator random = new Random(seed);
    Map<Node, List<String>> namesByIri = new LinkedHashMap<>();

    // When
    for (int i = 0; i < 20_000; i++) {
      List<String> names = List.of(name(random), name(random));
      List<String> clash = namesByIri.putIfAbsent(IRIS.dataset(names.get(0), names.get(1)), names);

      // Then
      assertThat(clash).as("seed %s", seed).isIn(null, names);
    }
    namesByIri.forEach(
        (iri, names) ->
            assertThat(IRIS.names(iri, "dataset"))
                .as("seed %s", seed)
                .hasValueSatisfying(read -> assertThat(read).isEqualTo(names.toArray())));
  }

  @Test
  void tellsAVersionFromAStandInWhateverTheNamesAre() {
    // Given
    for (String name : List.of("v", "ext", "unknown", "/v/", "a/v/ext/b", "", "..")) {
      Node dataset = IRIS.dataset(name, name);

      // When
      List<Node> versions =
          List.of("unknown", "ext", "v", "r", "..").stream()
              .map(runId -> IRIS.version(dataset, runId))
              .toList();
      List<Node> standIns =
          List.of(
              IRIS.unknownVersion(dataset),
              IRIS.namedVersion(dataset, "unknown"),
              IRIS.namedVersion(dataset, "v"));

      // Then
      assertThat(versions).doesNotHaveDuplicates().doesNotContainAnyElementsOf(standIns);
      assertThat(versions).allMatch(version -> !IRIS.isStandIn(version));
      assertThat(standIns).allMatch(IRIS::isStandIn);
      assertThat(IRIS.isStandIn(dataset)).isFalse();
      assertThat(versions).allSatisfy(v -> assertThat(IRIS.datasetOf(v)).contains(dataset));
      assertThat(standIns).allSatisfy(v -> assertThat(IRIS.datasetOf(v)).contains(dataset));
    }
  }

  @Test
  void refusesABaseWithAFinalSlash() {
    // When
    Throwable refusal = catchThrowable(() -> new Iris("https://ledger.example/"));

    // Then
    assertThat(refusal).isInstanceOf(IllegalArgumentException.class);
  }

  /// Short names over few letters, so that clashes would be found.
  private static String name(RandomGenerator random) {
    String letters = "av/%.:-2F üA\u030a😀";
    int[] points = letters.codePoints().toArray();
    StringBuilder name = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      name.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }
}
