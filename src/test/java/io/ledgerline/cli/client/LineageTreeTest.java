package io.ledgerline.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.StrictJsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Lineage answers as trees.
class LineageTreeTest {

  @Test
  void drawsWhatANodeCameFromBelowItAndANodeOnce() {
    // Given
    LineageTree tree =
        tree(node("model"), edge("model", "train"), edge("model", "test"))
            .with(edge("train", "features"), edge("test", "features"), edge("features", "raw"))
            .made();

    // When
    List<String> lines = tree.lines("model");

    // Then
    assertThat(lines)
        .containsExactly(
            "model",
            "├─ test",
            "│  └─ features",
            "│     └─ raw",
            "└─ train",
            "   └─ features  (see above)");
    assertThat(tree.size()).isEqualTo(5);
  }

  @Test
  void endsWhereTheGraphGoesInACircle() {
    // Given
    LineageTree tree = tree(edge("a", "b"), edge("b", "a")).made();

    // When
    List<String> lines = tree.lines("a");

    // Then
    assertThat(lines).containsExactly("a", "└─ b", "   └─ a  (see above)");
  }

  @Test
  void findsTheDatasetsThatRestOnNoOther() {
    // Given
    LineageTree tree =
        tree(edge("dataset:f:clean", "job:p:clean"), edge("job:p:clean", "dataset:f:raw"))
            .with(edge("dataset:f:raw", "job:p:ingest"), edge("model:p:m:3", "dataset:f:clean"))
            .made();

    // When
    var sources = tree.rawDatasets();

    // Then
    assertThat(sources).containsExactly("dataset:f:raw");
  }

  private static Answer tree(String[]... edges) {
    return new Answer().with(edges);
  }

  private static String[] edge(String node, String origin) {
    return new String[] {node, origin};
  }

  private static String[] node(String name) {
    return new String[] {name};
  }

  /// Builds the JSON of an answer.
  private static final class Answer {

    private final Map<String, List<String>> origins = new TreeMap<>();

    Answer with(String[]... edges) {
      for (String[] edge : edges) {
        origins.computeIfAbsent(edge[0], name -> new ArrayList<>());
        if (edge.length == 2) {
          origins.get(edge[0]).add(edge[1]);
          origins.computeIfAbsent(edge[1], name -> new ArrayList<>());
        }
      }
      return this;
    }

    LineageTree made() {
      StringBuilder json = new StringBuilder("{\"graph\":[");
      origins.forEach(
          (name, from) -> {
            json.append(json.charAt(json.length() - 1) == '[' ? "" : ",");
            json.append("{\"id\":\"").append(name).append("\",\"inEdges\":[");
            for (int i = 0; i < from.size(); i++) {
              json.append(i == 0 ? "" : ",").append("{\"origin\":\"").append(from.get(i));
              json.append("\",\"destination\":\"").append(name).append("\"}");
            }
            json.append("],\"outEdges\":[]}");
          });
      Bytes text = Bytes.utf8(json.append("]}").toString());
      return new LineageTree((JsonObject) StrictJsonReader.read(text, JsonLimits.OWN_RECORDS));
    }
  }
}
