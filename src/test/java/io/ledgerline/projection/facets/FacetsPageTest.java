package io.ledgerline.projection.facets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ledgerline.house.Generated;
import io.ledgerline.house.SharedFiles;
import io.ledgerline.projection.ScratchGraph;
import io.ledgerline.projection.world.Entries;
import io.ledgerline.projection.world.FacetCase;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineageClientUtils;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.exec.RowSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every facet of the specification is consumed: a query finds its value, or the entry that holds
/// it. The page `docs/reference/facets.md` says so, facet by facet, with that query.
@Execution(ExecutionMode.CONCURRENT)
public class FacetsPageTest {

  private static final List<String> TYPES =
      List.of("START", "RUNNING", "COMPLETE", "FAIL", "OTHER");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| ((?:run|job|ds|in|out)[a-z, ]*) \\| `(\\w+)` \\| \\w+Facet");

  static List<FacetCase> cases() {
    return FacetCase.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void findsWhatAFacetSaysInWhicheverEventOfARunItStands(FacetCase of) {
    for (int said = 0; said < TYPES.size(); said++) {
      // Given
      List<Entries.Event> events = new ArrayList<>();
      for (int i = 0; i < TYPES.size(); i++) {
        events.add(of.run(TYPES.get(i), i, i == said));
      }

      // When
      ScratchGraph graph = new ScratchGraph().project(events, 10);

      // Then
      assertFinds(graph, of, said + 1);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void findsWhatAFacetSaysInAllEventsOfARunInAnyOrder(FacetCase of) {
    // Given
    List<Entries.Event> events =
        List.of(of.run("COMPLETE", 5, true), of.run("RUNNING", 3, true), of.run("START", 1, true));

    // When
    ScratchGraph graph = new ScratchGraph().project(events, 1);

    // Then
    assertFinds(graph, of, 1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void findsWhatAFacetSaysOutsideAnyRun(FacetCase of) {
    if (!of.slot().equals("job") && !of.slot().equals("dataset")) {
      return;
    }
    // When
    ScratchGraph graph = new ScratchGraph().project(List.of(of.outside()), 1);

    // Then
    assertFinds(graph, of, 1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isAskedWithAnExampleThatTheOfficialClientKnowsMemberByMember(FacetCase of)
      throws JsonProcessingException, ClassNotFoundException {
    // Given
    ObjectMapper mapper = OpenLineageClientUtils.newObjectMapper();
    Class<?> type = Class.forName(OpenLineage.class.getName() + "$" + of.type());
    // The client writes the condition of a subset, but reads no more of it back than its type.
    String readable =
        of.key().equals("subset")
            ? of.json().replaceFirst("(Condition\": \\{\"type\": \"\\w+\").*", "$1}}")
            : of.json();
    JsonNode example = mapper.readTree(readable);

    // When
    JsonNode again = mapper.valueToTree(mapper.readValue(readable, type));

    // Then
    assertThat(again.equals(FacetsPageTest::compare, example))
        .as("%s\n%s", again, example)
        .isTrue();
  }

  @Test
  void knowsEveryFacetThatTheOfficialClientKnows() {
    // Given
    List<Class<?>> kinds =
        List.of(
            OpenLineage.RunFacet.class,
            OpenLineage.JobFacet.class,
            OpenLineage.DatasetFacet.class,
            OpenLineage.InputDatasetFacet.class,
            OpenLineage.OutputDatasetFacet.class);

    // When
    Set<String> known =
        Arrays.stream(OpenLineage.class.getDeclaredClasses())
            .filter(type -> !type.isInterface())
            .filter(type -> kinds.stream().anyMatch(kind -> kind.isAssignableFrom(type)))
            .map(Class::getSimpleName)
            // Of no facet in particular, and of a registry beside the specification.
            .filter(name -> !name.startsWith("Default") && !name.startsWith("Gcp"))
            .collect(Collectors.toCollection(TreeSet::new));

    // Then
    assertThat(cases()).extracting(FacetCase::type).containsExactlyInAnyOrderElementsOf(known);
    assertThat(cases().stream().map(FacetCase::file).distinct()).hasSize(40);
  }

  @Test
  void knowsEveryFacetOfTheTableOfTheSpecification() throws IOException {
    // Given
    String table = Files.readString(SharedFiles.require("facts/openlineage.md"));
    Map<String, String> slots =
        Map.of("run", "run", "job", "job", "ds", "dataset", "in", "input", "out", "output");

    // When
    Set<String> listed = new TreeSet<>();
    Matcher row = ROW.matcher(table);
    while (row.find()) {
      for (String kind : row.group(1).split(", ", -1)) {
        listed.add(slots.get(kind) + " " + row.group(2));
      }
    }

    // Then
    assertThat(listed).hasSizeGreaterThan(40);
    assertThat(cases().stream().map(of -> of.slot() + " " + of.key()))
        .containsExactlyInAnyOrderElementsOf(listed);
  }

  @Test
  void keepsThePage() throws IOException {
    Generated.holds(Path.of("docs/reference/facets.md"), FacetsPage.of(cases()));
  }

  private static int compare(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return new BigDecimal(one.asText()).compareTo(new BigDecimal(other.asText()));
    }
    return one.equals(other) ? 0 : 1;
  }

  private static void assertFinds(ScratchGraph graph, FacetCase of, long entry) {
    List<List<String>> rows = rows(graph.dataset(), of.sparql());
    String holder = "/entry/" + entry;
    assertThat(rows)
        .as("%s %s in entry %s", of.slot(), of.key(), entry)
        .anyMatch(
            row ->
                of.finds().stream()
                    .map(text -> text.equals("entry") ? holder : text)
                    .allMatch(text -> row.stream().anyMatch(value -> isFound(value, text))));
  }

  private static boolean isFound(String value, String text) {
    return value.equals(text)
        || (text.startsWith("/") && (value.endsWith(text) || value.endsWith(text + FacetCase.RUN)));
  }

  public static List<List<String>> rows(DatasetGraph dataset, String query) {
    List<List<String>> rows = new ArrayList<>();
    try (QueryExec asked = QueryExec.dataset(dataset).query(query).build()) {
      RowSet found = asked.select();
      while (found.hasNext()) {
        Binding binding = found.next();
        List<String> row = new ArrayList<>();
        binding.vars().forEachRemaining(name -> row.add(text(binding.get(name))));
        rows.add(row);
      }
    }
    return rows;
  }

  private static String text(Node node) {
    return node.isURI() ? node.getURI() : node.getLiteralLexicalForm();
  }
}
