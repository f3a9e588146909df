"""Why a case needs work, how urgently, and until when that holds: from its facts to its place in the queue."""
