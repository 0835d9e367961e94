package io.ledgerline.projection.facets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which mappings of facets are taken, and which refused.
class FacetMappingTest {

  private static final String COST = "https://acme.example/ns#cost";

  @ParameterizedTest
  @CsvSource({
    "acme, total, a JSON pointer starts with '/': total",
    "acme, /a~2, '~' without 0 or 1 in JSON pointer /a~2",
    "acme, '', a JSON pointer into the facet is needed"
  })
  void refusesWhatIsNoPointerIntoAFacet(String facet, String pointer, String reason) {
    assertThat(refusal(Map.of(facet, Map.of(pointer, COST)))).hasMessageEndingWith(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "cost, is no absolute IRI",
    "'https://acme.example/a b', is no IRI",
    "https:cost, is no absolute IRI",
    "https://w3id.org/ledgerline/ns#rowCount, is a term that the graph is made of",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#type, is a term that the graph is made of",
    "http://purl.org/dc/terms/description, is a term that the graph is made of"
  })
  void refusesWhatIsNoPropertyOfOnesOwn(String iri, String reason) {
    assertThat(refusal(Map.of("acme", Map.of("/total", iri))))
        .hasMessage("\"acme\".\"/total\": <" + iri + "> " + reason);
  }

  @Test
  void refusesOnePropertyForTwoFacetsBecauseEitherWouldReplaceTheOther() {
    assertThat(refusal(Map.of("a", Map.of("/x", COST), "b", Map.of("/y", COST))))
        .hasMessage("\"b\".\"/y\": \"a\" is mapped to " + COST + " already");
  }

  @Test
  void refusesAFacetInEverySlotAndInOneAsWell() {
    assertThat(
            refusal(
                Map.of(
                    "acme", Map.of("/x", COST),
                    "job:acme", Map.of("/y", "urn:acme:other"))))
        .hasMessage("\"acme\" is mapped in every slot and in one as well");
  }

  @Test
  void namesAllThatIsWrongAtOnce() {
    assertThat(refusal(Map.of("a", Map.of("x", "nothing"), "job:", Map.of("/y", "urn:a:b"))))
        .hasMessage(
            "\"a\".\"x\": a JSON pointer starts with '/': x;"
                + " \"a\".\"x\": <nothing> is no absolute IRI;"
                + " \"job:\" names no facet");
  }

  @Test
  void isTheSameForTheSameMappingAndAnotherForAnother() {
    // Given
    String text = FacetMapping.of(Map.of("acme", Map.of("/x", COST))).toString();

    // Then
    assertThat(FacetMapping.of(Map.of("acme", Map.of("/x", COST)))).hasToString(text);
    assertThat(FacetMapping.of(Map.of("job:acme", Map.of("/x", COST))).toString())
        .isNotEqualTo(text);
    assertThat(FacetMapping.of(Map.of("acme", Map.of("/y", COST))).toString()).isNotEqualTo(text);
    assertThat(FacetMapping.of(Map.of("acme", Map.of("/x", "urn:a:b"))).toString())
        .isNotEqualTo(text);
    assertThat(FacetMapping.NONE.toString()).isEmpty();
  }

  private static Throwable refusal(Map<String, Map<String, String>> settings) {
    Throwable refusal = catchThrowable(() -> FacetMapping.of(settings));
    assertThat(refusal).isInstanceOf(RefusedMappingException.class);
    return refusal;
  }
}
