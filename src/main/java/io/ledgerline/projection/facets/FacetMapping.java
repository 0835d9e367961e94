package io.ledgerline.projection.facets;

import io.ledgerline.canon.JsonPointer;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.facets.form.Place;
import io.ledgerline.projection.facets.form.Slot;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.jena.graph.Node;

/// What a configuration takes from facets: which value becomes which property.
///
/// A facet is named by its key, which means it in every slot, or by slot and key, as `job:airflow`.
/// A value is named by a JSON pointer into the facet. Immutable.
public final class FacetMapping {

  /// Nothing.
  public static final FacetMapping NONE = new FacetMapping(new TreeMap<>());

  /// Terms that nobody can map to: the graph itself is made of them.
  private static final List<String> TAKEN_NAMESPACES =
      List.of(
          Vocabulary.LL,
          "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
          "http://www.w3.org/ns/prov#");

  private static final List<Node> TAKEN =
      List.of(
          Standard.DCAT_VERSION,
          Standard.DCAT_PREVIOUS_VERSION,
          Standard.DCT_DESCRIPTION,
          Standard.DCT_LANGUAGE,
          Standard.DCT_LICENSE,
          Standard.FOAF_NAME);

  private final SortedMap<String, List<MappedFacet>> byKey;

  private FacetMapping(SortedMap<String, List<MappedFacet>> byKey) {
    this.byKey = byKey;
  }

  /// Reads a configuration: IRIs of properties by JSON pointer by facet.
  ///
  /// @throws RefusedMappingException if something in it cannot be used; it names all of that
  public static FacetMapping of(Map<String, Map<String, String>> settings) {
    List<String> faults = new ArrayList<>();
    SortedMap<String, List<MappedFacet>> byKey = new TreeMap<>();
    SortedMap<String, String> facetByProperty = new TreeMap<>();
    new TreeMap<>(settings)
        .forEach(
            (name, pointers) -> {
              Optional<Slot> slot = slot(name);
              String key = slot.map(s -> name.substring(s.word().length() + 1)).orElse(name);
              if (key.isEmpty()) {
                faults.add("\"" + name + "\" names no facet");
              }
              SortedMap<String, Node> properties = new TreeMap<>();
              new TreeMap<>(pointers)
                  .forEach(
                      (pointer, iri) -> {
                        String where = "\"" + name + "\".\"" + pointer + "\": ";
                        check(pointer, iri).forEach(fault -> faults.add(where + fault));
                        String other = facetByProperty.putIfAbsent(iri, name);
                        if (other != null && !other.equals(name)) {
                          faults.add(where + "\"" + other + "\" is mapped to " + iri + " already");
                        }
                        properties.put(pointer, Iris.node(iri));
                      });
              byKey
                  .computeIfAbsent(key, none -> new ArrayList<>())
                  .add(new MappedFacet(slot, key, properties));
            });
    byKey.forEach(
        (key, mapped) -> {
          if (mapped.size() > 1 && mapped.stream().anyMatch(each -> each.slot().isEmpty())) {
            faults.add("\"" + key + "\" is mapped in every slot and in one as well");
          }
        });
    if (!faults.isEmpty()) {
      throw new RefusedMappingException(faults);
    }
    return new FacetMapping(byKey);
  }

  private static List<String> check(String pointer, String iri) {
    List<String> faults = new ArrayList<>();
    if (pointer.isEmpty()) {
      faults.add("a JSON pointer into the facet is needed");
    } else {
      try {
        JsonPointer.parse(pointer);
      } catch (IllegalArgumentException malformed) {
        faults.add(malformed.getMessage());
      }
    }
    try {
      URI uri = new URI(iri);
      boolean isWhole = uri.isAbsolute() && uri.getSchemeSpecificPart().length() > 2;
      if (!isWhole || (uri.getAuthority() == null && uri.getScheme().startsWith("http"))) {
        faults.add("<" + iri + "> is no absolute IRI");
      }
    } catch (URISyntaxException malformed) {
      faults.add("<" + iri + "> is no IRI");
    }
    if (TAKEN_NAMESPACES.stream().anyMatch(iri::startsWith)
        || TAKEN.stream().anyMatch(term -> term.getURI().equals(iri))) {
      faults.add("<" + iri + "> is a term that the graph is made of");
    }
    return faults;
  }

  private static Optional<Slot> slot(String name) {
    for (Slot slot : Slot.values()) {
      if (name.startsWith(slot.word() + ":")) {
        return Optional.of(slot);
      }
    }
    return Optional.empty();
  }

  /// Notes what is taken from a facet, if anything is.
  void note(Slot slot, String key, Place place, JsonObject facet) {
    if (!byKey.isEmpty()) {
      byKey.getOrDefault(key, List.of()).forEach(mapped -> mapped.note(slot, place, facet));
    }
  }

  /// The whole of it in one text, the same for the same mapping; empty if nothing is mapped.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    byKey
        .values()
        .forEach(
            mapped ->
                mapped.forEach(
                    each ->
                        each.properties()
                            .forEach(
                                (pointer, property) ->
                                    append(text, each, pointer, property.getURI()))));
    return text.toString();
  }

  private static void append(StringBuilder text, MappedFacet facet, String... parts) {
    part(text, facet.slot().map(Slot::word).orElse(""));
    part(text, facet.key());
    for (String part : parts) {
      part(text, part);
    }
    text.append('\n');
  }

  private static void part(StringBuilder text, String part) {
    text.append(part.length()).append(':').append(part).append(' ');
  }
}
