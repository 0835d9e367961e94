package io.ledgerline.projection.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.junit.jupiter.api.Test;

/// Triples in an order, against a sorted map.
class SortedTriplesTest {

  private static final Comparator<Triple> BY_OBJECT =
      Comparator.comparing(triple -> triple.getObject().toString());

  @Test
  void holdsWhatWasAddedAndNotTakenAwayInItsOrder() {
    for (long seed = 0; seed < 50; seed++) {
      // Given
      Random random = new Random(seed);
      SortedTriples triples = new SortedTriples(BY_OBJECT);
      TreeMap<String, Triple> expected = new TreeMap<>();
      List<List<Triple>> seen = new ArrayList<>();
      List<List<Triple>> copies = new ArrayList<>();

      for (int i = 0; i < 300; i++) {
        // When
        Triple triple = triple(random.nextInt(1 + (int) seed));
        if (random.nextBoolean()) {
          triples.add(triple);
          expected.put(triple.getObject().toString(), triple);
        } else {
          triples.remove(triple);
          expected.remove(triple.getObject().toString());
        }
        seen.add(triples.list());
        copies.add(List.copyOf(triples.list()));

        // Then
        assertThat(triples.list()).as("seed %s", seed).isEqualTo(List.copyOf(expected.values()));
        assertThat(triples.contains(triple)).isEqualTo(expected.containsValue(triple));
      }
      assertThat(seen).as("lists that were given out do not change").isEqualTo(copies);
    }
  }

  private static Triple triple(int number) {
    Node subject = Iris.node("urn:s");
    return Triple.create(
        subject,
        Vocabulary.NAME,
        number % 3 == 0 ? Literals.integer(number) : Iris.node("urn:o" + number));
  }
}
