using Belfry.Configuration.Binding;
using Belfry.Configuration.Shapes;
using Belfry.Configuration.Yaml;

namespace Belfry.Configuration.Alertmanager;

/// <summary>Reads <c>receivers</c> and fills in what <c>global</c> says.</summary>
internal sealed class ReceiverReader(Reading reading, GlobalDefaults defaults, LoaderOptions options)
{
    private readonly ShapeReader shapes = new(reading, AlertmanagerShapes.Table);

    internal ReceiverConfig Read(YamlNode node)
    {
        var mapping = new MappingReader(reading, node, "config.plain", "receivers");
        var name = mapping.Text("name");
        if (name.Length == 0)
        {
            mapping.Error("name", "missing name in receiver", "write `name`; routes refer to it");
        }

        var labels = mapping.NamedTexts("labels").ToList();
        var named = labels.Find(label => label.Name == "name");
        if (named is not null && named.Text != name)
        {
            reading.Error(
                named.Location,
                $"receiver label \"name\" must match receiver name {YamlScalars.Quote(name)}, got "
                + $"{YamlScalars.Quote(named.Text)}");
        }
        else if (named is null)
        {
            labels.Insert(0, new NamedText("name", name, node.Location));
        }

        var receiver = new ReceiverConfig
        {
            Name = name,
            Labels = labels,
            Webhooks = ReadList(mapping, "webhook", entry => WebhookReader.Read(reading, entry, defaults)),
            Emails = ReadList(mapping, "email", entry => EmailReader.Read(reading, entry, defaults)),
            Slacks = ReadList(mapping, "slack", entry => SlackReader.Read(reading, entry, defaults)),
            Location = node.Location,
        };
        CheckOthers(mapping);
        mapping.Close();
        return receiver;
    }

    private IReadOnlyList<T> ReadList<T>(MappingReader mapping, string kind, Func<YamlNode, T?> read)
        where T : class => mapping.List($"{kind}_configs", $"[]*config.{kind}", entry =>
        {
            if (!entry.IsNull)
            {
                return read(entry);
            }

            reading.Error(entry.Location, $"missing {kind} config", "write the section's keys, or remove the dash");
            return null;
        });

    private void CheckOthers(MappingReader mapping)
    {
        foreach (var kind in AlertmanagerShapes.ReceiverKinds)
        {
            var key = $"{kind}_configs";
            var entries = ReadList(mapping, kind, entry => entry);
            foreach (var entry in entries)
            {
                shapes.Check(entry, kind, key);
                OtherReceivers.CheckGlobals(reading, kind, entry, defaults);
            }

            if (entries.Count > 0 && !options.ReceiverKinds.Contains(kind))
            {
                mapping.Error(
                    key, $"`{key}` is known to Alertmanager, but this version of belfry cannot send to it yet",
                    "use `webhook_configs`, `email_configs` or `slack_configs`");
            }
        }
    }
}
