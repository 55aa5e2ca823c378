namespace Belfry.Configuration.Shapes;

/// <summary>The sections of prometheus.yml that this version checks but does not do.</summary>
internal static class PrometheusShapes
{
    internal static ShapeTable Table { get; } = new(
        """
        filter aws.Filter: name:text values:texts
        aws aws.plain: role:text region:text endpoint:text access_key:text secret_key:secret profile:text
            role_arn:text external_id:text refresh_interval:duration port:int filters:[filter] clusters:texts @http
        ec2 aws.plain: endpoint:text region:text access_key:text secret_key:secret profile:text role_arn:text
            external_id:text refresh_interval:duration port:int filters:[filter] @http
        lightsail aws.plain: endpoint:text region:text access_key:text secret_key:secret profile:text
            role_arn:text external_id:text refresh_interval:duration port:int @http
        azure azure.plain: environment:text port:int subscription_id:text tenant_id:text client_id:text
            client_secret:secret refresh_interval:duration authentication_method:text resource_group:text @http
        consul consul.plain: server:text path_prefix:text token:secret datacenter:text namespace:text
            partition:text tag_separator:text scheme:text username:text password:secret allow_stale:flag
            refresh_interval:duration services:texts tags:texts node_meta:map filter:text health_filter:text @http
        digitalocean digitalocean.plain: refresh_interval:duration port:int role:text @http
        dns dns.plain: names:texts refresh_interval:duration type:text port:int
        eureka eureka.plain: server:text refresh_interval:duration @http
        gce gce.plain: project:text zone:text filter:text refresh_interval:duration port:int tag_separator:text
        hetzner hetzner.plain: refresh_interval:duration port:int role:text label_selector:text @http
        http http.plain: refresh_interval:duration url:text @http
        ionos ionos.plain: datacenter_id:text refresh_interval:duration port:int @http
        kubernetes kubernetes.plain: api_server:url role:text kubeconfig_file:text namespaces:{namespaces}
            selectors:[selector] attach_metadata:{attach} @http
        namespaces kubernetes.plain: own_namespace:flag names:texts
        selector kubernetes.SelectorConfig: role:text label:text field:text
        attach kubernetes.AttachMetadataConfig: node:flag namespace:flag deployment:flag job:flag cronjob:flag
        kuma xds.plain: refresh_interval:duration fetch_timeout:duration server:text client_id:text @http
        linode linode.plain: refresh_interval:duration port:int tag_separator:text region:text @http
        marathon marathon.plain: servers:texts refresh_interval:duration auth_token:secret auth_token_file:text @http
        docker moby.plain: host:text port:int filters:[filter] host_networking_host:text
            refresh_interval:duration match_first_network:flag @http
        dockerswarm moby.plain: host:text role:text port:int filters:[filter] refresh_interval:duration @http
        nomad nomad.plain: allow_stale:flag namespace:text refresh_interval:duration region:text server:text
            tag_separator:text @http
        oci oci.plain: auth:text tenancy:text user:text fingerprint:text key_file:text key_passphrase:secret
            key_passphrase_file:text region:text compartments:texts port:int refresh_interval:duration @http
        openstack openstack.plain: identity_endpoint:text username:text userid:text password:secret
            project_name:text project_id:text domain_name:text domain_id:text application_credential_name:text
            application_credential_id:text application_credential_secret:secret role:text region:text
            refresh_interval:duration port:int all_tenants:flag tls_config:tls availability:text
        outscale outscale.plain: endpoint:text region:text access_key:text secret_key:secret
            secret_key_file:text refresh_interval:duration port:int @http
        ovhcloud ovhcloud.plain: endpoint:text application_key:text application_secret:secret
            consumer_key:secret refresh_interval:duration service:text
        puppetdb puppetdb.plain: refresh_interval:duration url:text query:text include_parameters:flag port:int @http
        scaleway scaleway.plain: project_id:text api_url:text zone:text access_key:text secret_key:secret
            secret_key_file:text name_filter:text tags_filter:texts refresh_interval:duration port:int role:text @http
        stackit stackit.plain: project:text refresh_interval:duration port:int region:text endpoint:text
            service_account_key:secret private_key:secret service_account_key_path:text private_key_path:text
            credentials_file_path:text @http
        triton triton.plain: account:text role:text dns_suffix:text endpoint:text groups:texts port:int
            refresh_interval:duration tls_config:tls version:int
        uyuni uyuni.plain: server:text username:text password:secret entitlement:text separator:text
            refresh_interval:duration @http
        vultr vultr.plain: refresh_interval:duration port:int @http
        nerve zookeeper.plain: servers:texts paths:texts timeout:duration
        serverset zookeeper.plain: servers:texts paths:texts timeout:duration
        remote_write config.plain: url:url remote_timeout:duration headers:map write_relabel_configs:any
            name:text send_exemplars:flag send_native_histograms:flag round_robin_dns:flag protobuf_message:text
            failed_request_logging:flag queue_config:{queue} metadata_config:{metadata} sigv4:{sigv4}
            azuread:{azuread} google_iam:{googleiam} @http
        queue config.plain: capacity:int max_shards:int min_shards:int max_samples_per_send:int
            batch_send_deadline:duration min_backoff:duration max_backoff:duration retry_on_http_429:flag
            sample_age_limit:duration
        metadata config.plain: send:flag send_interval:duration max_samples_per_send:int
        sigv4 sigv4.plain: region:text access_key:text secret_key:secret profile:text role_arn:text
            use_fips_sts_endpoint:flag service_name:text external_id:text
        azuread azuread.plain: managed_identity:any workload_identity:any oauth:{azureoauth} sdk:any
            cloud:text scope:text
        azureoauth azuread.plain: client_id:text client_secret:secret tenant_id:text
        googleiam googleiam.plain: credentials_file:text
        remote_read config.plain: url:url remote_timeout:duration chunked_read_limit:uint headers:map
            read_recent:flag name:text required_matchers:map filter_external_labels:flag @http
        tracing config.plain: client_type:text endpoint:text sampling_fraction:float insecure:flag
            tls_config:tls headers:map compression:text timeout:duration
        otlp config.plain: promote_all_resource_attributes:flag promote_resource_attributes:texts
            ignore_resource_attributes:texts translation_strategy:text keep_identifying_resource_attributes:flag
            convert_histograms_to_nhcb:flag promote_scope_metadata:flag label_name_underscore_sanitization:flag
            label_name_preserve_multiple_underscores:flag
        runtime config.plain: gogc:int
        """);

    /// <summary>The kinds of service discovery, as in <c>consul_sd_configs</c>, that have a shape here.</summary>
    internal static IReadOnlyList<string> DiscoveryKinds { get; } =
    [
        "aws", "azure", "consul", "digitalocean", "dns", "docker", "dockerswarm", "ec2", "eureka", "gce", "hetzner",
        "http", "ionos", "kubernetes", "kuma", "lightsail", "linode", "marathon", "nerve", "nomad", "oci", "openstack",
        "outscale", "ovhcloud", "puppetdb", "scaleway", "serverset", "stackit", "triton", "uyuni", "vultr",
    ];
}
