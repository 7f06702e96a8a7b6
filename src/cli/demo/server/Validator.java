import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.SingleValidationMessage;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;

/**
 * HAPI's FHIR validator with the profiles of folders of XML and JSON; a later folder's resource takes the place of an earlier one's with
 * the same URL. One resource a line on standard input, one JSON array of messages a line on standard output. Nothing is written to disk.
 * usage: Validator FOLDER...
 */
public final class Validator {
  public static void main(String[] args) throws Exception {
    var context = FhirContext.forR4();
    var profiles = new PrePopulatedValidationSupport(context);
    for (String folder : args) {
      try (var files = Files.walk(Path.of(folder))) {
        for (Path file : files.filter(f -> f.toString().matches(".*\\.(xml|json)")).sorted().toList()) {
          var parser = file.toString().endsWith("xml") ? context.newXmlParser() : context.newJsonParser();
          profiles.addResource(parser.parseResource(Files.readString(file)));
        }
      }
    }
    var module = new FhirInstanceValidator(new ValidationSupportChain(profiles, new DefaultProfileValidationSupport(context),
        new SnapshotGeneratingValidationSupport(context), new InMemoryTerminologyServerValidationSupport(context),
        new CommonCodeSystemsTerminologyService(context)));
    module.setAnyExtensionsAllowed(false);
    module.setErrorForUnknownProfiles(true);
    FhirValidator validator = context.newValidator().registerValidatorModule(module);

    var json = new ObjectMapper();
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      List<Map<String, String>> messages = new ArrayList<>();
      for (SingleValidationMessage m : validator.validateWithResult(line).getMessages()) {
        messages.add(Map.of("severity", m.getSeverity().getCode(), "at", String.valueOf(m.getLocationString()), "message", m.getMessage()));
      }
      System.out.println("RESULT " + json.writeValueAsString(messages));
    }
    Runtime.getRuntime().halt(0);
  }
}
