package io.ledgerline.assurance.shapes;

import io.ledgerline.assurance.contract.Contracts.Contract;
import io.ledgerline.event.contract.ContractTerms;
import io.ledgerline.event.contract.ContractTerms.Bounds;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Literals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.out.NodeFmtLib;

/// A contract as SHACL shapes over the lineage graph, in Turtle: its dataset is the target, and
/// paths begin at the latest version. How fresh it is and how many rows are written for those that
/// are read are SPARQL constraints. Nulls are not in the graph: a comment says what is asked.
public final class ContractShapes {

  private static final String PREFIXES =
      """
      @prefix ll: <https://w3id.org/ledgerline/ns#> .
      @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
      @prefix sh: <http://www.w3.org/ns/shacl#> .

      """;

  private static final String QUERY_PREFIXES =
      "PREFIX ll: <https://w3id.org/ledgerline/ns#> "
          + "PREFIX prov: <http://www.w3.org/ns/prov#> "
          + "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> ";

  private ContractShapes() {}

  /// The shapes of a contract.
  public static String turtle(Iris iris, Node dataset, Contract contract) {
    ContractTerms terms = contract.terms();
    List<String> parts = new ArrayList<>();
    parts.add("sh:targetNode " + text(dataset));
    parts.add("rdfs:comment " + text("Contract, version " + contract.version()));
    if (terms.rows().isAsked()) {
      parts.add(
          "sh:property [ sh:path ( ll:latestVersion ll:rowCount ) ; sh:minCount 1"
              + bound("sh:minInclusive", terms.rows().min())
              + bound("sh:maxInclusive", terms.rows().max())
              + " ]");
    }
    terms.fields().forEach(field -> parts.add(column(field)));
    if (!terms.fields().isEmpty() && !terms.isOpen()) {
      parts.add(
          "sh:property [ sh:path ( ll:latestVersion ll:schema ll:field ll:fieldName ) ; sh:in ( "
              + terms.fields().stream()
                  .map(field -> text(field.name()))
                  .collect(Collectors.joining(" "))
              + " ) ]");
    }
    terms.freshness().ifPresent(time -> parts.add(freshness(time.toString())));
    if (terms.ratio().isAsked()) {
      parts.add(
          ratio(
              terms.ratio(),
              terms.ratioInput().map(name -> iris.dataset(name.namespace(), name.name()))));
    }
    terms
        .nulls()
        .forEach(
            bound ->
                parts.add(
                    "rdfs:comment "
                        + text(
                            "Of "
                                + bound.column()
                                + " a share of at most "
                                + bound.max().toPlainString()
                                + " may be null: not in the graph, so no shape.")));
    return PREFIXES
        + "<"
        + contract.node().getURI()
        + "#shape> a sh:NodeShape ;\n  "
        + String.join(" ;\n  ", parts)
        + " .\n";
  }

  private static String column(ContractTerms.Field field) {
    String type =
        field
            .type()
            .map(name -> " , [ sh:path ll:fieldType ; sh:hasValue " + text(name) + " ]")
            .orElse("");
    return "sh:property [ sh:path ( ll:latestVersion ll:schema ll:field ) ;"
        + " sh:qualifiedMinCount 1 ; sh:qualifiedValueShape [ sh:property"
        + " [ sh:path ll:fieldName ; sh:hasValue "
        + text(field.name())
        + " ]"
        + type
        + " ] ]";
  }

  private static String freshness(String duration) {
    return sparql(
        "It is older than agreed.",
        "OPTIONAL { $this ll:latestVersion/prov:generatedAtTime ?at } "
            + "FILTER (!BOUND(?at) || NOW() > ?at + \""
            + duration
            + "\"^^xsd:dayTimeDuration)");
  }

  private static String ratio(Bounds bounds, Optional<Node> input) {
    List<String> wrong = new ArrayList<>();
    bounds.min().ifPresent(min -> wrong.add("?written < " + min.toPlainString() + " * ?read"));
    bounds.max().ifPresent(max -> wrong.add("?written > " + max.toPlainString() + " * ?read"));
    return sparql(
        "The ratio of rows written to rows read is not as agreed.",
        "{ SELECT $this ?written (SUM(?rows) AS ?read) WHERE { $this ll:latestVersion ?version . "
            + "?version ll:rowCount ?written ; prov:wasGeneratedBy/prov:used ?used . "
            + "?used ll:rowCount ?rows "
            + input.map(node -> "; prov:specializationOf " + text(node) + " ").orElse("")
            + "} GROUP BY $this ?written } FILTER ("
            + String.join(" || ", wrong)
            + ")");
  }

  private static String sparql(String message, String where) {
    return "sh:sparql [ sh:message "
        + text(message)
        + " ; sh:select "
        + text(QUERY_PREFIXES + "SELECT $this WHERE { " + where + " }")
        + " ]";
  }

  private static String bound(String predicate, Optional<BigDecimal> number) {
    return number.map(value -> " ; " + predicate + " " + value.toPlainString()).orElse("");
  }

  private static String text(String text) {
    return NodeFmtLib.strNT(Literals.text(text));
  }

  private static String text(Node node) {
    return NodeFmtLib.strNT(node);
  }
}
