#!/bin/sh
# Installs from Debian's packages the real servers and programs that the tests talk to.
#
# Only programs arrive: no service is started, no database cluster is created, Postfix is left
# unconfigured and no installed package is removed. The tests start their own servers, in their
# own folders, on unprivileged ports of 127.0.0.1.
set -eu

PACKAGES="dovecot-imapd dovecot-lmtpd postfix swaks libnet-ssleay-perl mutt tmux postgresql redis-server chromium"
POLICY=/usr/sbin/policy-rc.d
NO_CLUSTER=/etc/postgresql-common/createcluster.d/zz-keepword-tests.conf

say() { printf '%s\n' "$*"; }

fail() {
    say "make test-servers: $*" >&2
    exit 1
}

missing_packages() {
    for package in $PACKAGES; do
        dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || printf '%s ' "$package"
    done
}

# While packages install, say to their scripts that services must not be started (Debian's own
# switch for it); an answer that the machine already has is left as it is.
hold_services() {
    if [ ! -e "$POLICY" ]; then
        printf '#!/bin/sh\nexit 101\n' >"$POLICY"
        chmod 755 "$POLICY"
        made_policy=yes
    fi
    mkdir -p "$(dirname "$NO_CLUSTER")"
    printf 'create_main_cluster = false\n' >"$NO_CLUSTER"
}

release_services() {
    rm -f "$NO_CLUSTER"
    [ -z "$made_policy" ] || rm -f "$POLICY"
}

install_packages() {
    export DEBIAN_FRONTEND=noninteractive
    if ! dpkg-query -W -f '${db:Status-Status}' postfix 2>/dev/null | grep -qx installed; then
        printf 'postfix postfix/main_mailer_type select No configuration\n' | debconf-set-selections
    fi
    log=$(mktemp)
    # shellcheck disable=SC2086 # a list of package names, to be split
    if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends --no-remove $missing; } >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        rm -f "$log"
        fail "apt-get could not install $missing(its last lines are above). If it says that another mail server" \
            "would have to be removed, run the tests on a machine or in a container without one."
    fi
    rm -f "$log"
}

command -v apt-get >/dev/null 2>&1 && command -v dpkg-query >/dev/null 2>&1 ||
    fail "this machine has no apt-get. Install these with its own package manager instead: $PACKAGES"

missing=$(missing_packages)
if [ -z "$missing" ]; then
    say "All servers for the tests are installed."
    exit 0
fi

if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || fail "installing packages needs root. Run it as root: sh tools/install_servers.sh"
    say "Installing needs root: asking sudo."
    exec sudo sh "$0"
fi

say "Installing for the tests: $missing"
made_policy=""
trap release_services EXIT
trap 'exit 1' INT TERM HUP
hold_services
install_packages
say "Installed. Nothing was started: the tests start and stop their own servers."
