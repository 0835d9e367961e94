package io.ledgerline.graph;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sys.JenaSystem;

/// Makes the IRI of everything that has one. No node is ever blank.
///
/// A name becomes one path segment: its NFC form, in UTF-8, percent-encoded but for the unreserved
/// characters of RFC 3986. Different names give different IRIs, and the name can be read back. The
/// base IRI is fixed in the genesis entry of the log.
///
/// @param base what every IRI starts with, without a final slash
public record Iris(String base) {

  static {
    JenaSystem.init();
  }

  private static final String DATASET = "/dataset/";
  private static final String VERSION = "/v/";
  private static final String NAMED = VERSION + "ext/";
  private static final String UNKNOWN = "unknown";
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");

  /// Checks the base.
  ///
  /// @throws IllegalArgumentException if it ends in a slash
  public Iris {
    if (base.isEmpty() || base.endsWith("/")) {
      throw new IllegalArgumentException("a base IRI has no final slash: " + base);
    }
  }

  /// The log itself.
  public Node log() {
    return node(base);
  }

  /// A ledger entry.
  public Node entry(long index) {
    return made("entry", Long.toString(index));
  }

  /// The index of a ledger entry.
  ///
  /// @return empty if the node is none
  public Optional<Long> index(Node entry) {
    return names(entry, "entry")
        .filter(names -> names.length == 1 && names[0].matches("[0-9]{1,18}"))
        .map(names -> Long.valueOf(names[0]));
  }

  /// A dataset.
  public Node dataset(String namespace, String name) {
    return made("dataset", namespace, name);
  }

  /// A column of a dataset, under its name, or the path of names that it lies in.
  public Node column(Node dataset, String field) {
    return node(dataset.getURI() + "/c/" + encode(field));
  }

  /// How a column came from another, under the digest of it.
  public Node columnDerivation(String digest) {
    return made("derivation", digest);
  }

  /// The version of a dataset that a run wrote.
  public Node version(Node dataset, String runId) {
    String segment = runSegment(runId);
    // The one run id that would name the version that nobody knows is written otherwise.
    return node(dataset.getURI() + VERSION + (segment.equals(UNKNOWN) ? "%75nknown" : segment));
  }

  /// What stands for a version under the name that a producer gives it, which may be the id of the
  /// run that wrote it.
  public Node namedVersion(Node dataset, String label) {
    return node(dataset.getURI() + NAMED + runSegment(label));
  }

  /// What stands for a version of which nothing is known but that it was read.
  public Node unknownVersion(Node dataset) {
    return node(dataset.getURI() + VERSION + UNKNOWN);
  }

  /// Whether a node is only a stand-in for a version: named by a reader, or not even that.
  public boolean isStandIn(Node node) {
    if (!node.isURI() || !(node.getURI().endsWith(UNKNOWN) || node.getURI().contains(NAMED))) {
      return false;
    }
    String[] segments = versionSegments(node);
    return (segments.length == 4 && segments[3].equals(UNKNOWN))
        || (segments.length == 5 && segments[3].equals("ext"));
  }

  /// The dataset of a version, or of a stand-in for one.
  ///
  /// @return empty if the node is no version
  public Optional<Node> datasetOf(Node version) {
    String[] segments = versionSegments(version);
    return segments.length == 0
        ? Optional.empty()
        : Optional.of(node(base + DATASET + segments[0] + "/" + segments[1]));
  }

  /// A job.
  public Node job(String namespace, String name) {
    return made("job", namespace, name);
  }

  /// A run. UUIDs are taken in lower case, whatever the producer writes.
  public Node run(String runId) {
    return node(base + "/run/" + runSegment(runId));
  }

  /// Whether a node is a run.
  public boolean isRun(Node node) {
    return isOf(node, "run");
  }

  /// A schema, under the digest of its fields.
  public Node schema(String digest) {
    return made("schema", digest);
  }

  /// A field of a schema.
  ///
  /// @param path the places, from 0, of the field and of the fields that it lies in, outermost
  ///   first
  public Node field(Node schema, List<Integer> path) {
    StringBuilder iri = new StringBuilder(schema.getURI()).append("/f");
    path.forEach(place -> iri.append('/').append(place));
    return node(iri.toString());
  }

  /// What something is described by, under the digest of that.
  public Node description(String digest) {
    return made("description", digest);
  }

  /// That a run read a dataset, under the digest of the two.
  public Node reading(String digest) {
    return made("reading", digest);
  }

  /// A kind of facet, by where it stands and its key.
  public Node facet(String slot, String key) {
    return made("facet", slot, key);
  }

  /// Who owns jobs or datasets, as producers name them.
  public Node owner(String name) {
    return made("owner", name);
  }

  /// A model.
  public Node model(String namespace, String name) {
    return made("model", namespace, name);
  }

  /// A version of a model.
  public Node modelVersion(String namespace, String name, String version) {
    return node(model(namespace, name).getURI() + VERSION + encode(version));
  }

  /// A decision, under its sender's name for it.
  public Node decision(String namespace, String decisionId) {
    return made("decision", namespace, decisionId);
  }

  /// What decisions share, under the digest of it.
  public Node context(String digest) {
    return made("context", digest);
  }

  /// A record: an evaluation, oversight event, approval or statement itself; for a model version or
  /// a decision, which have names of their own, what was said of it.
  public Node record(String recordId) {
    return made("record", recordId.toLowerCase(Locale.ROOT));
  }

  /// A part of a record, by its place from 0.
  public Node part(Node record, String kind, int index) {
    return node(record.getURI() + "/" + kind + "/" + index);
  }

  /// A person, organisation or software, as the sender names it within the namespace.
  public Node agent(String namespace, String id) {
    return made("agent", namespace, id);
  }

  /// A finding, under the index of the entry that opens it.
  public Node finding(long opened) {
    return made("finding", Long.toString(opened));
  }

  /// An exported document, under the digest of its bytes.
  public Node document(String digest) {
    return made("document", digest);
  }

  /// A named graph of the store: `meta`, with the cursor; `said`, with references as they were
  /// written.
  public Node graph(String name) {
    return made("graph", name);
  }

  /// The node of an IRI.
  public static Node node(String iri) {
    return NodeFactory.createURI(iri);
  }

  /// The decoded segments of one of our IRIs after its kind, as `[namespace, name]` of a dataset.
  ///
  /// @param kind the first segment, as `dataset`
  /// @return empty if the IRI is of another kind or base
  public Optional<String[]> names(Node node, String kind) {
    int rest = rest(node, kind);
    if (rest < 0) {
      return Optional.empty();
    }
    String[] segments = node.getURI().substring(rest).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      segments[i] = decode(segments[i]);
    }
    return Optional.of(segments);
  }

  /// Whether a node has one of our IRIs of a kind.
  ///
  /// @param kind the first segment, as `job`
  public boolean isOf(Node node, String kind) {
    return rest(node, kind) >= 0;
  }

  /// Whether a node is a dataset: none of its versions or columns.
  public boolean isDataset(Node node) {
    int rest = rest(node, "dataset");
    int slash = rest < 0 ? -1 : node.getURI().indexOf('/', rest);
    return slash >= 0 && node.getURI().indexOf('/', slash + 1) < 0;
  }

  /// Where the segments after the kind begin; negative if the IRI is of another kind or base.
  private int rest(Node node, String kind) {
    if (!node.isURI()) {
      return -1;
    }
    String iri = node.getURI();
    int at = base.length() + 1;
    int end = at + kind.length();
    boolean isOf =
        iri.startsWith(base)
            && iri.startsWith(kind, at)
            && iri.length() > end
            && iri.charAt(at - 1) == '/'
            && iri.charAt(end) == '/';
    return isOf ? end + 1 : -1;
  }

  /// Namespace, name, `v` and one or two more; nothing if the node is no version.
  private String[] versionSegments(Node node) {
    int rest = rest(node, "dataset");
    if (rest < 0 || node.getURI().indexOf(VERSION, rest) < 0) {
      return new String[0];
    }
    String[] segments = node.getURI().substring(rest).split("/", -1);
    boolean isVersion = segments.length >= 4 && segments.length <= 5 && segments[2].equals("v");
    return isVersion ? segments : new String[0];
  }

  /// Anything that has a name: besides those above a system, a release of it (`v` and the version
  /// after its name) and an incident.
  public Node made(String kind, String... names) {
    StringBuilder iri = new StringBuilder(base).append('/').append(kind);
    for (String name : names) {
      iri.append('/').append(encode(name));
    }
    return node(iri.toString());
  }

  private static String runSegment(String runId) {
    return UUID_TEXT.matcher(runId).matches() ? runId.toLowerCase(Locale.ROOT) : encode(runId);
  }

  /// A name as one path segment.
  public static String encode(String name) {
    return PathSegment.encode(name);
  }

  /// The name that a segment was made of.
  public static String decode(String segment) {
    return PathSegment.decode(segment);
  }
}
