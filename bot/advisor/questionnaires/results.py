"""What members answered, once no more answers come: for the people of the cluster, on the page of its questionnaire.

As long as answers come nothing is told but how many there are: two looks before and after one more answer would tell
that answer.
"""

from bot.advisor.questionnaires.design import design
from bot.advisor.turn import Turn
from bot.store import questionnaires
from bot.store.engine import Tx
from flows.conclusions import Conclusion
from flows.questionnaire.analysis import Response, analysis


def told(tx: Tx, turn: Turn, document_id: str) -> Conclusion:
    """Nothing before it is closed."""
    one = questionnaires.get(tx, turn.scope, document_id)
    found = design(tx, turn.scope, document_id) if one is not None and one.closed_at is not None else None
    if found is None:
        return Conclusion()
    answers = questionnaires.answers(tx, turn.scope, document_id)
    responses = [Response(each.id, each.member, each.values, each.brought) for each in answers]
    return analysis(found.questions, found.members, responses)
