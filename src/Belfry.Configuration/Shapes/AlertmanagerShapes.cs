namespace Belfry.Configuration.Shapes;

/// <summary>The sections of alertmanager.yml that are checked but have no record of their own.</summary>
internal static class AlertmanagerShapes
{
    internal static ShapeTable Table { get; } = new(
        """
        discord discord.plain: send_resolved:flag http_config:http webhook_url:secret webhook_url_file:text
            content:text title:text message:text username:text avatar_url:text
        incidentio incidentio.plain: send_resolved:flag http_config:http url:url url_file:text
            alert_source_token:secret alert_source_token_file:text max_alerts:uint timeout:godur
        jira jira.plain: send_resolved:flag http_config:http api_url:url api_type:text project:text
            summary:any description:any labels:texts priority:text issue_type:text reopen_transition:text
            resolve_transition:text wont_fix_resolution:text reopen_duration:duration fields:any
        mattermost mattermost.plain: send_resolved:flag http_config:http webhook_url:secret
            webhook_url_file:text channel:text username:text text:text fallback:text color:text pretext:text
            author_name:text author_link:text author_icon:text title:text title_link:text fields:[mmfield]
            thumb_url:text footer:text footer_icon:text image_url:text icon_url:text icon_emoji:text
            attachments:[mmattachment] type:text props:{mmprops} priority:{mmpriority}
        mmfield mattermost.plain: title:text value:text short:flag
        mmattachment mattermost.MattermostAttachment: fallback:text color:text pretext:text text:text
            author_name:text author_link:text author_icon:text title:text title_link:text fields:[mmfield]
            thumb_url:text footer:text footer_icon:text image_url:text
        mmprops mattermost.MattermostProps: card:text
        mmpriority mattermost.MattermostPriority: priority:text requested_ack:flag persistent_notifications:flag
        msteams msteams.plain: send_resolved:flag http_config:http webhook_url:secret webhook_url_file:text
            title:text summary:text text:text
        msteamsv2 msteamsv2.plain: send_resolved:flag http_config:http webhook_url:secret
            webhook_url_file:text title:text text:text
        opsgenie opsgenie.plain: send_resolved:flag http_config:http api_key:secret api_key_file:text
            api_url:url message:text description:text source:text details:map entity:text responders:[responder]
            actions:text tags:text note:text priority:text update_alerts:flag
        responder opsgenie.OpsGenieConfigResponder: id:text name:text username:text type:text
        pagerduty pagerduty.plain: send_resolved:flag http_config:http service_key:secret
            service_key_file:text routing_key:secret routing_key_file:text url:url client:text client_url:text
            description:text details:any images:[pdimage] links:[pdlink] source:text severity:text class:text
            component:text group:text timeout:godur
        pdimage pagerduty.PagerdutyImage: src:text alt:text href:text
        pdlink pagerduty.PagerdutyLink: href:text text:text
        pushover pushover.plain: send_resolved:flag http_config:http user_key:secret user_key_file:text
            token:secret token_file:text title:text message:text url:text url_title:text device:text sound:text
            priority:text retry:godur expire:godur ttl:godur html:flag monospace:flag
        rocketchat rocketchat.plain: send_resolved:flag http_config:http api_url:url token_id:secret
            token_id_file:text token:secret token_file:text channel:text color:text title:text title_link:text
            text:text fields:[rcfield] short_fields:flag emoji:text icon_url:text image_url:text thumb_url:text
            link_names:flag actions:[rcaction]
        rcfield rocketchat.RocketchatAttachmentField: short:flag title:text value:text
        rcaction rocketchat.RocketchatAttachmentAction: type:text text:text url:text msg:text
        sns sns.plain: send_resolved:flag http_config:http api_url:text sigv4:{sigv4} topic_arn:text
            phone_number:text target_arn:text subject:text message:text attributes:map use_aws_http_client:flag
        sigv4 sigv4.plain: region:text access_key:text secret_key:secret profile:text role_arn:text
            use_fips_sts_endpoint:flag service_name:text external_id:text
        telegram telegram.plain: send_resolved:flag http_config:http api_url:url bot_token:secret
            bot_token_file:text chat_id:int chat_id_file:text message_thread_id:int message:text
            disable_notifications:flag parse_mode:text
        victorops config.plain: send_resolved:flag http_config:http api_key:secret api_key_file:text
            api_url:url routing_key:text message_type:text state_message:text entity_display_name:text
            monitoring_tool:text custom_fields:map
        webex config.plain: send_resolved:flag http_config:http api_url:url message:text room_id:text
        wechat config.plain: send_resolved:flag http_config:http api_secret:secret api_secret_file:text
            corp_id:text message:text api_url:url to_user:text to_party:text to_tag:text agent_id:text
            message_type:text
        tracing tracing.plain: client_type:text endpoint:text sampling_fraction:float insecure:flag
            tls_config:tls headers:headers compression:text timeout:duration
        event_recorder eventrecorder.Config: file_outputs:[erfile] webhook_outputs:[erwebhook]
            kafka_outputs:[erkafka] stdout_outputs:any
        erfile eventrecorder.plain: path:text
        erwebhook eventrecorder.plain: url:secret http_config:http timeout:duration workers:int
            max_retries:int retry_backoff:duration batch:flag batch_max_events:int batch_max_bytes:int
            batch_flush_interval:duration
        erkafka eventrecorder.plain: brokers:texts topic:text client_id:text format:text acks:text
            compression:text buffer_size:int tls_config:tls
        """);

    /// <summary>The kinds of receivers, as in <c>pagerduty_configs</c>, that have a shape here.</summary>
    internal static IReadOnlyList<string> ReceiverKinds { get; } =
    [
        "discord", "incidentio", "jira", "mattermost", "msteams", "msteamsv2", "opsgenie", "pagerduty", "pushover",
        "rocketchat", "sns", "telegram", "victorops", "webex", "wechat",
    ];
}
