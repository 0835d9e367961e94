package io.ledgerline.http.ontology;

import io.ledgerline.graph.ontology.Ontology;
import io.ledgerline.graph.ontology.Term;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The vocabulary as one page of HTML: every term with meaning, example and neighbours, under the
/// fragment that its IRI ends with. No script, and nothing from elsewhere.
final class OntologyPage {

  private static final String TEMPLATE = "/templates/ontology.html";

  private OntologyPage() {}

  /// The page. Made anew for each call.
  static String render() {
    List<Term> terms = Ontology.vocabulary().terms(Ontology.alignments());
    return template()
        .data(
            "groups",
            List.of(
                group("Classes", terms, Term.Kind.CLASS),
                group("Properties", terms, Term.Kind.PROPERTY)))
        .render();
  }

  private static Map<String, Object> group(String title, List<Term> terms, Term.Kind kind) {
    return Map.of(
        "title", title, "terms", terms.stream().filter(term -> term.kind() == kind).toList());
  }

  private static Template template() {
    Engine engine =
        Engine.builder()
            .addDefaults()
            .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
            .addValueResolver(new ReflectionValueResolver())
            .build();
    try (InputStream in = OntologyPage.class.getResourceAsStream(TEMPLATE)) {
      return engine.parse(
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8),
          Variant.forContentType(Variant.TEXT_HTML));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
