/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Networks of our own, and cables between them: what hosts.h needs of the system. Nothing is left
 * behind, as a network namespace goes with its last process.
 */
#ifndef CABLE_H
#define CABLE_H

#include <arpa/inet.h>
#include <errno.h>
#include <linux/ethtool.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <linux/sockios.h>
#include <linux/veth.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

static void add(struct nlmsghdr *message, int type, const void *data, size_t n)
{
    struct rtattr *part = (struct rtattr *)((char *)message + NLMSG_ALIGN(message->nlmsg_len));
    part->rta_type = (unsigned short)type;
    part->rta_len = (unsigned short)RTA_LENGTH(n);
    if (n > 0)
        memcpy(RTA_DATA(part), data, n);
    message->nlmsg_len = NLMSG_ALIGN(message->nlmsg_len) + RTA_ALIGN(part->rta_len);
}

/* A cable: `name` here, "eth0" in the namespace of that process. */
static int lay_cable(const char *name, pid_t to)
{
    struct {
        struct nlmsghdr head;
        struct ifinfomsg card;
        char parts[512];
    } ask = {.head = {.nlmsg_len = NLMSG_LENGTH(sizeof(struct ifinfomsg)),
                      .nlmsg_type = RTM_NEWLINK,
                      .nlmsg_flags = NLM_F_REQUEST | NLM_F_CREATE | NLM_F_EXCL | NLM_F_ACK}};
    struct nlmsghdr *message = &ask.head;
    struct ifinfomsg none = {0};
    add(message, IFLA_IFNAME, name, strlen(name) + 1);
    struct rtattr *info = (struct rtattr *)((char *)message + message->nlmsg_len);
    add(message, IFLA_LINKINFO, NULL, 0);
    add(message, IFLA_INFO_KIND, "veth", 4);
    struct rtattr *data = (struct rtattr *)((char *)message + message->nlmsg_len);
    add(message, IFLA_INFO_DATA, NULL, 0);
    struct rtattr *peer = (struct rtattr *)((char *)message + message->nlmsg_len);
    add(message, VETH_INFO_PEER, &none, sizeof(none));
    add(message, IFLA_IFNAME, "eth0", 5);
    add(message, IFLA_NET_NS_PID, &to, sizeof(to));
    char *end = (char *)message + message->nlmsg_len; /* all three reach to here */
    info->rta_len = (unsigned short)(end - (char *)info);
    data->rta_len = (unsigned short)(end - (char *)data);
    peer->rta_len = (unsigned short)(end - (char *)peer);

    struct {
        struct nlmsghdr head;
        struct nlmsgerr error;
        char rest[512];
    } answer = {.error = {.error = -EIO}};
    int kernel = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
    if (kernel < 0 || send(kernel, message, message->nlmsg_len, 0) < 0 ||
        recv(kernel, &answer, sizeof(answer), 0) < 0)
        answer.error.error = -errno;
    close(kernel);
    return answer.error.error;
}

/* Gives a network card its address, and switches it on. */
static int switch_on(const char *name, const char *address)
{
    struct ifreq card = {0};
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = inet_addr(address)};
    int any = socket(AF_INET, SOCK_DGRAM, 0);
    strncpy(card.ifr_name, name, IFNAMSIZ - 1);
    memcpy(&card.ifr_addr, &at, sizeof(at));
    int result = ioctl(any, SIOCSIFADDR, &card);
    at.sin_addr.s_addr = inet_addr(strcmp(name, "lo") == 0 ? "255.0.0.0" : "255.255.255.0");
    memcpy(&card.ifr_netmask, &at, sizeof(at));
    result |= ioctl(any, SIOCSIFNETMASK, &card);
    card.ifr_flags = IFF_UP | IFF_RUNNING;
    result |= ioctl(any, SIOCSIFFLAGS, &card);
    close(any);
    return result;
}

/* Asks for the state of the cable; newer kernels then look at once, not within a second. */
static int carrier(const char *name)
{
    struct ethtool_value link = {.cmd = ETHTOOL_GLINK};
    struct ifreq card = {.ifr_data = (char *)&link};
    int any = socket(AF_INET, SOCK_DGRAM, 0);
    strncpy(card.ifr_name, name, IFNAMSIZ - 1);
    int result = ioctl(any, SIOCETHTOOL, &card);
    close(any);
    return result;
}

/* A network for us alone; who is not root becomes it, in a world of his own. */
static int leave_network(void)
{
    if (unshare(CLONE_NEWNET) < 0 && unshare(CLONE_NEWUSER | CLONE_NEWNET) < 0)
        return -1;
    return switch_on("lo", "127.0.0.1");
}

#endif
