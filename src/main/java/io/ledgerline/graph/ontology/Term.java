package io.ledgerline.graph.ontology;

import java.util.List;
import java.util.Optional;

/// One term of our vocabulary.
///
/// @param name local name, unique in the namespace
/// @param iri namespace and name
/// @param kind class or property
/// @param label what people call it, in English
/// @param comment what it means, in English
/// @param example Turtle, where `B` is the base IRI of a log
/// @param domain IRI of what has the property; empty of a class
/// @param range IRI of what the property leads to, a class or a datatype; empty of a class
/// @param supers IRIs of the classes or properties that it is a special case of, sorted
/// @param matches terms of other vocabularies that lie near, sorted
public record Term(
    String name,
    String iri,
    Kind kind,
    String label,
    String comment,
    String example,
    Optional<String> domain,
    Optional<String> range,
    List<String> supers,
    List<Match> matches) {

  /// Takes the lists as they are.
  public Term {
    supers = List.copyOf(supers);
    matches = List.copyOf(matches);
  }

  /// What a term can be.
  public enum Kind {
    /// `rdfs:Class`
    CLASS,
    /// `rdf:Property`
    PROPERTY
  }

  /// A term of another vocabulary.
  ///
  /// @param how the SKOS property without its namespace, as `closeMatch`
  /// @param iri the other term
  public record Match(String how, String iri) {}

  /// Whether the values of this property are literals: its range is a datatype of XML Schema.
  boolean isLiteral() {
    return range.filter(iri -> iri.startsWith(Ontology.XSD)).isPresent();
  }
}
