package io.ledgerline.stream.out;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.graph.Literals;
import java.util.ArrayList;
import java.util.List;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Quad;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/// RDF Patch as it is written, byte for byte.
class PatchPartsTest {

  private static final Node S = NodeFactory.createURI("urn:s");
  private static final Node P = NodeFactory.createURI("urn:p");
  private static final Node G = NodeFactory.createURI("urn:g");

  private final List<String> parts = new ArrayList<>();

  @Test
  void aRowIsATripleOfTheDefaultGraphOrAQuad() {
    // Given
    PatchParts patch = parts("H id <urn:1> .\n", 1_000);

    // When
    patch.delete(Quad.create(Quad.defaultGraphIRI, S, P, Literals.integer(7)));
    patch.add(Quad.create(G, S, P, Literals.text("größer \"\\\n\t")));
    patch.end();

    // Then
    assertThat(parts)
        .containsExactly(
            """
            1 true H id <urn:1> .
            D <urn:s> <urn:p> "7"^^<http://www.w3.org/2001/XMLSchema#long> .
            A <urn:s> <urn:p> "größer \\"\\\\\\n\\t" <urn:g> .
            """);
  }

  @Test
  void whatIsTooLargeIsCutBetweenRowsAndEveryPartBeginsWithTheHeader() {
    // Given
    PatchParts patch = parts("H id <urn:1> .\n", 60);

    // When
    for (int number = 0; number < 3; number++) {
      patch.add(Quad.create(G, S, P, NodeFactory.createURI("urn:o" + number)));
    }
    patch.end();

    // Then
    assertThat(parts)
        .containsExactly(
            "1 false H id <urn:1> .\nA <urn:s> <urn:p> <urn:o0> <urn:g> .\n",
            "2 false H id <urn:1> .\nA <urn:s> <urn:p> <urn:o1> <urn:g> .\n",
            "3 true H id <urn:1> .\nA <urn:s> <urn:p> <urn:o2> <urn:g> .\n");
  }

  @Test
  void aRowThatIsTooLargeByItselfIsAPart() {
    // Given
    PatchParts patch = parts("", 10);

    // When
    patch.add(Quad.create(G, S, P, Literals.text("x".repeat(100))));
    patch.end();

    // Then
    assertThat(parts).hasSize(1);
  }

  @Test
  void jenaReadsEveryCharacterThatWasWritten() {
    // Given
    String all =
        "\u0000\u0001\u0008\u0009\n"
            + "\u000b\u000c\r"
            + "\u001f \"'\\<>{}|^`\u007f\u0085\u00a0äß€\u2028\ufeff\uffff😀";
    Quad quad = Quad.create(G, S, P, Literals.text(all));
    DatasetGraph copy = DatasetGraphFactory.create();
    PatchParts patch =
        new PatchParts(
            "",
            1_000,
            (part, number, isLast) ->
                Copies.apply(new ConsumerRecord<>("t", 0, 0, new byte[0], part), copy));

    // When
    patch.add(quad);
    patch.end();

    // Then
    assertThat(copy.stream()).containsExactly(quad);
  }

  private PatchParts parts(String header, int bytesMax) {
    return new PatchParts(
        header,
        bytesMax,
        (part, number, isLast) -> parts.add(number + " " + isLast + " " + new String(part, UTF_8)));
  }
}
