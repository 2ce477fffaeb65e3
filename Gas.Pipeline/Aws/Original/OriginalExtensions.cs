using Amazon.DynamoDBv2;
using Gas.Pipeline.Aws.Glacier;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Pipeline.Aws.Original;

/// <summary>Wires what takes over an original service, whichever provider its jobs go to.</summary>
public static class OriginalExtensions
{
    public static IServiceCollection AddOriginal(this IServiceCollection services, IConfiguration configuration)
    {
        if (services.All(service => service.ServiceType != typeof(IAmazonDynamoDB)))
        {
            // The source alone is on AWS: the buckets and the prefix of a target are not asked for.
            services.AddDefaultAWSOptions(configuration.GetAWSOptions(AwsOptions.Section));
            services.AddAWSService<IAmazonDynamoDB>(AwsExtensions.OptionsFor(configuration, nameof(AwsEndpoints.DynamoDb)));
            services.AddS3(configuration);
            services.AddOptions<AwsOptions>();
            services.AddSingleton<AwsNames>();
        }

        if (services.All(service => service.ServiceType != typeof(IGlacierClient)))
        {
            services.AddAWSService<IGlacierClient>(AwsExtensions.OptionsFor(configuration, nameof(AwsEndpoints.Glacier)));
        }

        services.AddSingleton<OriginalService>();
        services.AddSingleton<OriginalImport>();
        return services;
    }
}
