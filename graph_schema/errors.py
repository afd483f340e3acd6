"""What can go wrong with the graph, each told in a sentence that says what to do."""

from collections.abc import Mapping


class GraphError(Exception):
    """The root of this package's errors; `str()` is the sentence a user reads, in English.

    It remembers the templates of its sentences and the values in them, so that whoever shows it can tell it in another
    language. A value may be a name by language, or a tuple of such names.
    """

    def __init__(self, *templates: str, **values: object) -> None:
        """Take the sentences, as templates for `str.format` where there are values."""
        english = {name: _english(value) for name, value in values.items()}
        super().__init__(" ".join(one.format(**english) if values else one for one in templates))
        self.templates = templates
        self.values = values


def sentence(template: str) -> str:
    """Return the sentence of an error that stands in a table or constant: by this name catalogs find it."""
    return template


def _english(value: object) -> object:
    if isinstance(value, Mapping):
        return value["en"]
    return ", ".join(str(_english(one)) for one in value) if isinstance(value, tuple) else value


class GraphUnavailableError(GraphError):
    """The database does not answer now; the same call may succeed later."""


class GraphCredentialsError(GraphError):
    """The database refused the user or password."""


class UnsupportedGraphError(GraphError):
    """The database answers, but it is not a Neo4j this service can use."""


class MigrationError(GraphError):
    """The graph's schema is not the one this code was written for, and could not be brought there."""


class LocalServerError(GraphError):
    """The managed local Neo4j could not be installed, started or stopped."""


class UnknownRowError(GraphError):
    """A tie names an organisation, project, cluster or capability that is neither in the rows nor in the graph."""


class UnknownOrganisationError(GraphError):
    """Something is to be kept of an organisation that the graph does not have."""


class UnknownTagError(GraphError):
    """A capability is to be disputed that nobody gives the organisation, or to count again and is not disputed."""


class NamedByItselfError(GraphError):
    """An organisation is to dispute a capability that it names itself; nothing was written."""


class UnknownWishError(GraphError):
    """A pin or exclusion is to be taken back that is not there, or weights turned for a cluster that is not there."""


class NotMergedError(GraphError):
    """Two organisations are to be one, or two again, and are not what that takes."""


class UnknownMembershipError(GraphError):
    """An organisation is to be taken out of a cluster that it is not in, or put back where it was not taken out."""


class UnknownContactError(GraphError):
    """A contact person is named whom the organisation does not have, or has no more."""


class UnknownProfileError(GraphError):
    """A profile is to be withdrawn that the graph does not have."""


class ChangedMeanwhileError(GraphError):
    """Somebody else has changed what is to be changed since it was looked at; nothing was written."""


class UnknownIntroductionError(GraphError):
    """An introduction is of an organisation that the graph does not have, or is to be withdrawn and there is none."""


class ActNotPossibleError(GraphError):
    """An introduction is in a state from which what somebody wants to do cannot be done; nothing was changed."""


class UnknownAccountError(GraphError):
    """There is no account, invitation or key of this name, or it counts no more."""


class AccountExistsError(GraphError):
    """An account is to be made with an e-mail address that has one."""


class UnknownReaderError(GraphError):
    """A cluster is to be opened to what is neither another cluster nor a network of the graph."""


class UnknownSearchError(GraphError):
    """An account has no saved search of this id."""


class TooManySearchesError(GraphError):
    """An account has saved as many searches as it may."""


class SchemaDefinitionError(GraphError):
    """A type, relation or vocabulary file of this package contradicts itself."""
