package io.ledgerline.http.ontology;

import io.ledgerline.graph.ontology.Ontology;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A form in which a file of the vocabulary is served; the first is for who names none.
enum OntologyForm {
  /// As it was written, comments included.
  TURTLE("ttl", "text", "turtle"),
  /// A page for people; the vocabulary alone has one.
  HTML("html", "text", "html"),
  /// JSON-LD 1.1.
  JSON_LD("jsonld", "application", "ld+json"),
  /// N-Triples.
  N_TRIPLES("nt", "application", "n-triples"),
  /// RDF/XML, for what reads nothing newer.
  RDF_XML("rdfxml", "application", "rdf+xml");

  private final String shortName;
  private final MediaType type;

  OntologyForm(String shortName, String type, String subtype) {
    this.shortName = shortName;
    this.type = new MediaType(type, subtype, "utf-8");
  }

  /// All but the page.
  static List<OntologyForm> ofRdf() {
    return Arrays.stream(values()).filter(form -> form != HTML).toList();
  }

  /// The one that the parameter `format` names.
  static Optional<OntologyForm> named(String shortName, List<OntologyForm> offered) {
    return offered.stream().filter(form -> form.shortName.equals(shortName)).findFirst();
  }

  /// With `charset=utf-8`.
  MediaType type() {
    return type;
  }

  /// The file in this form.
  String of(Ontology ontology) {
    return switch (this) {
      case TURTLE -> ontology.turtle();
      case HTML -> OntologyPage.render();
      case JSON_LD -> ontology.jsonLd();
      case N_TRIPLES -> ontology.nTriples();
      case RDF_XML -> ontology.rdfXml();
    };
  }
}
