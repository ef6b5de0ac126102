namespace Uutiset.Tests.Mail;

/// <summary>main.cf and master.cf of <see cref="PostfixInstance"/>.</summary>
internal static class PostfixConfiguration
{
    public static string MainCf(string folder, string deliveringUser) => $$"""
        compatibility_level = 3.6
        queue_directory = {{folder}}/queue
        data_directory = {{folder}}/data
        command_directory = /usr/sbin
        daemon_directory = /usr/lib/postfix/sbin
        mail_owner = postfix
        setgid_group = postdrop
        maillog_file = {{folder}}/mail.log
        maillog_file_prefixes = {{folder}}
        myhostname = mx.example.fi
        mydestination =
        mynetworks = 127.0.0.0/8
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        disable_dns_lookups = yes
        alias_maps =
        alias_database =
        default_transport = error:no mail leaves the tests
        relay_transport = error:no mail leaves the tests
        transport_maps = inline:{ { gone.example = error:5.1.1 No such mailbox } }
        virtual_mailbox_domains = example.fi
        virtual_mailbox_base = {{folder}}/maildirs
        virtual_mailbox_maps = texthash:{{folder}}/etc/mailboxes
        virtual_minimum_uid = 1
        virtual_uid_maps = static:{{deliveringUser}}
        virtual_gid_maps = static:{{deliveringUser}}
        smtpd_reject_unlisted_recipient = no
        smtpd_recipient_restrictions = check_recipient_access texthash:{{folder}}/etc/access, permit_mynetworks, reject
        smtpd_tls_security_level = may
        smtpd_tls_cert_file = {{folder}}/certificate.pem
        smtpd_tls_key_file = {{folder}}/key.pem
        smtpd_peername_lookup = no
        in_flow_delay = 0
        biff = no

        """;

    public static string MasterCf(int port) => $"""
        127.0.0.1:{port} inet n - n - - smtpd
        cleanup   unix  n - n - 0 cleanup
        qmgr      unix  n - n 300 1 qmgr
        tlsmgr    unix  - - n 1000? 1 tlsmgr
        rewrite   unix  - - n - - trivial-rewrite
        bounce    unix  - - n - 0 bounce
        defer     unix  - - n - 0 bounce
        trace     unix  - - n - 0 bounce
        verify    unix  - - n - 1 verify
        flush     unix  n - n 1000? 0 flush
        proxymap  unix  - - n - - proxymap
        proxywrite unix - - n - 1 proxymap
        smtp      unix  - - n - - smtp
        relay     unix  - - n - - smtp
        showq     unix  n - n - - showq
        error     unix  - - n - - error
        retry     unix  - - n - - error
        discard   unix  - - n - - discard
        virtual   unix  - n n - - virtual
        anvil     unix  - - n - 1 anvil
        scache    unix  - - n - 1 scache
        postlog   unix-dgram n - n - 1 postlogd

        """;
}
