import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.provider.JpaCapabilityStatementProvider;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.jpa.test.config.TestR4Config;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.ResourceProviderFactory;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import java.net.InetSocketAddress;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * HAPI FHIR JPA R4 on 127.0.0.1, in memory: all is gone when it ends. Prints "READY URL" and ends when its standard input closes, so
 * that it never outlives who started it. usage: FhirServer [PORT]; port 0 takes a free one.
 */
public final class FhirServer {
  public static void main(String[] args) throws Exception {
    var spring = new AnnotationConfigApplicationContext(TestR4Config.class);
    var context = spring.getBean(FhirContext.class);

    // As a HIS would: no half-known references, nothing made up to make a reference fit.
    var settings = spring.getBean(JpaStorageSettings.class);
    settings.setEnforceReferentialIntegrityOnWrite(true);
    settings.setAllowExternalReferences(false);
    settings.setAutoCreatePlaceholderReferenceTargets(false);

    var fhir = new RestfulServer(context);
    fhir.registerProviders(((ResourceProviderFactory) spring.getBean("myResourceProvidersR4")).createProviders());
    fhir.registerProvider(spring.getBean("mySystemProviderR4"));
    fhir.setServerConformanceProvider(new JpaCapabilityStatementProvider(fhir, spring.getBean(IFhirSystemDao.class), settings,
        spring.getBean(ISearchParamRegistry.class), spring.getBean(IValidationSupport.class)));
    fhir.setPagingProvider(spring.getBean(DatabaseBackedPagingProvider.class));

    var servlets = new ServletContextHandler();
    servlets.setContextPath("/");
    servlets.addServlet(new ServletHolder(fhir), "/fhir/*");
    var jetty = new Server(new InetSocketAddress("127.0.0.1", args.length > 0 ? Integer.parseInt(args[0]) : 0));
    jetty.setHandler(servlets);
    jetty.start();
    System.out.println("READY http://127.0.0.1:" + ((ServerConnector) jetty.getConnectors()[0]).getLocalPort() + "/fhir");

    while (System.in.read() != -1) { }
    Runtime.getRuntime().halt(0);
  }
}
