package io.ledgerline.graph;

import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sys.JenaSystem;

/// The terms of others that the store uses: RDF, PROV-O, DCAT 3, Dublin Core and FOAF.
public final class Standard {

  static {
    JenaSystem.init();
  }

  private static final String PROV = "http://www.w3.org/ns/prov#";
  private static final String DCAT = "http://www.w3.org/ns/dcat#";
  private static final String DCT = "http://purl.org/dc/terms/";
  private static final String FOAF = "http://xmlns.com/foaf/0.1/";

  public static final Node RDF_TYPE = term("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type");
  public static final Node PROV_ACTIVITY = term(PROV, "Activity");
  public static final Node PROV_PLAN = term(PROV, "Plan");
  public static final Node PROV_AGENT = term(PROV, "Agent");
  public static final Node PROV_USED = term(PROV, "used");
  public static final Node PROV_WAS_GENERATED_BY = term(PROV, "wasGeneratedBy");
  public static final Node PROV_WAS_DERIVED_FROM = term(PROV, "wasDerivedFrom");
  public static final Node PROV_WAS_REVISION_OF = term(PROV, "wasRevisionOf");
  public static final Node PROV_SPECIALIZATION_OF = term(PROV, "specializationOf");
  public static final Node PROV_STARTED_AT_TIME = term(PROV, "startedAtTime");
  public static final Node PROV_ENDED_AT_TIME = term(PROV, "endedAtTime");
  public static final Node PROV_GENERATED_AT_TIME = term(PROV, "generatedAtTime");
  public static final Node PROV_WAS_ASSOCIATED_WITH = term(PROV, "wasAssociatedWith");
  public static final Node PROV_WAS_ATTRIBUTED_TO = term(PROV, "wasAttributedTo");
  public static final Node PROV_WAS_INFORMED_BY = term(PROV, "wasInformedBy");
  public static final Node DCAT_DATASET = term(DCAT, "Dataset");
  public static final Node DCAT_VERSION = term(DCAT, "version");
  public static final Node DCAT_PREVIOUS_VERSION = term(DCAT, "previousVersion");
  public static final Node DCT_DESCRIPTION = term(DCT, "description");
  public static final Node DCT_LANGUAGE = term(DCT, "language");
  public static final Node DCT_TITLE = term(DCT, "title");
  public static final Node DCT_CREATOR = term(DCT, "creator");
  public static final Node DCT_ISSUED = term(DCT, "issued");
  public static final Node DCT_LICENSE = term(DCT, "license");
  public static final Node FOAF_NAME = term(FOAF, "name");

  private Standard() {}

  private static Node term(String namespace, String name) {
    return NodeFactory.createURI(namespace + name);
  }
}
