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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
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
  public static void main(String[] args) {
    try {
      serve(args.length > 0 ? Integer.parseInt(args[0]) : 0);
      while (System.in.read() != -1) { }
      Runtime.getRuntime().halt(0);
    } catch (Exception e) {
      // Spring's own threads would keep a server alive that could not start.
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  private static void serve(int port) throws Exception {
    // A taken port is known at once, not after half a minute of starting.
    new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
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
    var jetty = new Server(new InetSocketAddress("127.0.0.1", port));
    jetty.setHandler(servlets);
    jetty.start();
    System.out.println("READY http://127.0.0.1:" + ((ServerConnector) jetty.getConnectors()[0]).getLocalPort() + "/fhir");
  }
}
