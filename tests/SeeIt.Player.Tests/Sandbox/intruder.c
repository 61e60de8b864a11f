/*
 * What a program may try that has taken over the player. Built as a LibVLC plugin: the loader runs it in the player, after
 * the player was restricted and before LibVLC finds that it is none. Each line that it prints is an attempt and what came
 * of it: 0, or the error's number.
 *
 * CANARY is a file that it may not touch, WRITTEN one that is not there, VICTIM another process of the same user, PROXY the
 * port that it may connect to and OTHER one that it may not, both with a listener.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/io_uring.h>
#include <linux/netlink.h>
#include <linux/perf_event.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#define TEXT_(x) #x
#define TEXT(x) TEXT_(x)

/* Of a call that returns what is not negative when it succeeds. */
#define TRY(name, call) \
  do { errno = 0; report(name, (long)(call) < 0 ? errno : 0); } while (0)

static void report(const char *name, int error)
{
  dprintf(STDERR_FILENO, "intruder: %s: %d\n", name, error);
}

/* Of a call that must not happen to this process: in a child, whose end tells. */
#define TRY_APART(name, call) \
  do { \
    pid_t child = fork(); \
    if (child == 0) { errno = 0; _exit((long)(call) < 0 ? errno : 0); } \
    int status = 0; \
    waitpid(child, &status, 0); \
    report(name, WIFEXITED(status) ? WEXITSTATUS(status) : 256); \
  } while (0)

static int tcp(int port, int (*use)(int, const struct sockaddr *, socklen_t))
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
  int socket_ = socket(AF_INET, SOCK_STREAM, 0);
  int result = use(socket_, (struct sockaddr *)&address, sizeof address);
  int error = errno;
  close(socket_);
  errno = error;
  return result;
}

static int list(const char *folder)
{
  DIR *opened = opendir(folder);
  return opened ? closedir(opened) : -1;
}

static void files(void)
{
  TRY("read a file", open(CANARY, O_RDONLY));
  TRY("write to a file", open(CANARY, O_WRONLY));
  TRY("empty a file", truncate(CANARY, 0));
  TRY("create a file", open(WRITTEN, O_CREAT | O_WRONLY, 0600));
  TRY("create a folder", mkdir(WRITTEN ".d", 0700));
  TRY("create a pipe", mkfifo(WRITTEN ".p", 0600));
  TRY("create a link", symlink(CANARY, WRITTEN ".s"));
  TRY("rename a file", rename(CANARY, WRITTEN ".r"));
  rename(WRITTEN ".r", CANARY);
  TRY("link a file", link(CANARY, WRITTEN ".l"));
  TRY("change a mode", chmod(CANARY, 0666));
  TRY("change a mode in a folder", fchmodat(AT_FDCWD, CANARY, 0666, 0));
  TRY("change an owner", chown(CANARY, getuid(), getgid()));
  TRY("set an attribute", setxattr(CANARY, "user.intruder", "x", 1, 0));
  TRY("list the root", list("/"));
  TRY("read the users", open("/etc/passwd", O_RDONLY));
  TRY("remove a file", unlink(CANARY));
}

static void network(void)
{
  TRY("connect to the proxy", tcp(PROXY, connect));
  TRY("connect to another port", tcp(OTHER, connect));
  TRY("bind a port", tcp(0, bind));
  TRY("UDP", socket(AF_INET, SOCK_DGRAM, 0));
  TRY("raw IP", socket(AF_INET, SOCK_RAW, IPPROTO_ICMP));
  TRY("SCTP", socket(AF_INET, SOCK_STREAM, IPPROTO_SCTP));
  TRY("TCP over IPv6", socket(AF_INET6, SOCK_STREAM, 0));
  TRY("UDP over IPv6", socket(AF_INET6, SOCK_DGRAM, 0));
  TRY("netlink", socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE));
  TRY("packets", socket(AF_PACKET, SOCK_RAW, 0));
  TRY("Bluetooth", socket(AF_BLUETOOTH, SOCK_RAW, 0));
  TRY("VSOCK", socket(AF_VSOCK, SOCK_STREAM, 0));
}

static void processes(void)
{
  char *arguments[] = { "/bin/true", NULL }, *nothing[] = { NULL };
  char byte;
  struct iovec here = { &byte, 1 }, there = { (void *)&byte, 1 };
  int victim = syscall(SYS_pidfd_open, VICTIM, 0);
  TRY_APART("run a program", execve(arguments[0], arguments, nothing));
  TRY_APART("run a program by descriptor", syscall(SYS_execveat, AT_FDCWD, arguments[0], arguments, nothing, 0));
  TRY_APART("trace a process", ptrace(PTRACE_SEIZE, VICTIM, 0, 0));
  TRY("read a process' memory", process_vm_readv(VICTIM, &here, 1, &there, 1, 0));
  TRY("write a process' memory", process_vm_writev(VICTIM, &here, 1, &there, 1, 0));
  TRY("open a process' memory", open("/proc/" TEXT(VICTIM) "/mem", O_RDWR));
  TRY("read a process' environment", open("/proc/" TEXT(VICTIM) "/environ", O_RDONLY));
  TRY("take a process' descriptor", syscall(SYS_pidfd_getfd, victim, 0, 0));
  TRY("signal a process", kill(VICTIM, SIGWINCH));
}

static void kernel(void)
{
  struct io_uring_params ring = { 0 };
  union bpf_attr map = { .map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 4, .max_entries = 1 };
  struct perf_event_attr event = { .type = PERF_TYPE_SOFTWARE, .size = sizeof event, .config = PERF_COUNT_SW_CPU_CLOCK };
  TRY("io_uring", syscall(SYS_io_uring_setup, 1, &ring));
  TRY("bpf", syscall(SYS_bpf, BPF_MAP_CREATE, &map, sizeof map));
  TRY("perf", syscall(SYS_perf_event_open, &event, 0, -1, -1, 0));
  TRY("userfaultfd", syscall(SYS_userfaultfd, 0));
  TRY("keyring", syscall(SYS_keyctl, 0 /* KEYCTL_GET_KEYRING_ID */, -3 /* of the session */, 1));
  TRY_APART("a name space", unshare(CLONE_NEWUSER));
  TRY_APART("a process in a name space", syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0));
  TRY_APART("a mount", mount("none", "/mnt", "tmpfs", 0, NULL));
#ifdef __x86_64__
  /* getpid as i386 numbers it, by i386's gate: another architecture, whose numbers a filter for this one does not know. */
  long answer = 20;
  __asm__ volatile("int $0x80" : "+a"(answer) : : "memory", "r8", "r9", "r10", "r11");
  report("another architecture's calls", answer < 0 ? (int)-answer : 0);
#endif
}

__attribute__((constructor)) static void intrude(void)
{
  network();
  processes();
  kernel();
  files();
  dprintf(STDERR_FILENO, "intruder: done\n");
}
